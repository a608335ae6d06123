"""What an account has: numbers, instances, stacks."""
