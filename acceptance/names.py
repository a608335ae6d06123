"""The names of what the acceptance deploys."""

STACK = "ConnectPhoneNumberAcceptance"
"""The functions, two flows and the number; deleted in the end."""
LEDGER_STACK = "ConnectPhoneNumberAcceptanceLedger"
"""The record of claims and releases; it stays, because no API tells those of the last 180 days."""
