"""What the constructs are made of; nothing here is public."""
