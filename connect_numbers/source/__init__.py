"""Python that declares numbers, ready to be pasted into a stack."""
