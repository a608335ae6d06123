"""What Amazon Connect really answers, written down without what must not be known."""
