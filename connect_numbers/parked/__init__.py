"""Numbers that are kept for a later construct."""
