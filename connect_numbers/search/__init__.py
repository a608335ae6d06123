"""Looking for available numbers."""
