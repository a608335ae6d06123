"""Rebuilding the ledger from the numbers' tags and CloudTrail: the operator's reconcile."""
