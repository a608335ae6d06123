"""Rebuilding a ledger by the provider's own function."""
