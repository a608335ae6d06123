"""What a create takes where there is much of something: numbers, history, parked numbers, stacks."""
