"""The search for available numbers."""
