"""Drift: numbers that others have changed since the ledger's last record of them."""
