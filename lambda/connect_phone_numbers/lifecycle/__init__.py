"""Carrying out what the decisions say: each step is recorded before it takes effect."""
