"""The private parts of the constructs."""
