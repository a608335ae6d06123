"""What may be wrong with an account's phone numbers, each with the command that mends it."""
