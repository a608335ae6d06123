"""Drift: numbers that others have changed since the ledger heard of them last."""
