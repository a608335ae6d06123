"""What a create takes with much of one thing: numbers, history, parked numbers, stacks."""
