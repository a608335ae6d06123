"""What is checked at synthesis, before a construct exists."""
