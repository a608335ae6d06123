"""The names of what the acceptance deploys and uses."""

STACK = "ConnectPhoneNumberAcceptance"
"""The provider, two flows and the number; deleted in the end."""
LEDGER = "ConnectPhoneNumberLedger"
"""The account's and Region's record of claims and releases, the same that other stacks use: it belongs to none of them.
The function makes it where it is not there, and it stays, because no API tells those of the last 180 days."""
DESCRIPTION = "Acceptance"
"""Begins the descriptions of the acceptance's numbers. A parked number keeps its description, and nothing else."""
