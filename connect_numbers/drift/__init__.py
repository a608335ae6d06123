"""What others have changed of numbers that stacks own."""
