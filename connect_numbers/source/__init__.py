"""Writing Python code: the constructs that declare numbers."""
