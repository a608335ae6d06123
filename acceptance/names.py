"""Names that the acceptance deploys and uses."""

STACK = "ConnectPhoneNumberAcceptance"
"""The stack with the provider, two flows and the number. It is deleted in the end."""
LEDGER = "ConnectPhoneNumberLedger"
"""The ledger's table. All stacks of the account and Region share it, and none owns it. The function makes it if it is
missing. It stays, because no API tells the claims and releases of the last 180 days."""
DESCRIPTION = "Acceptance"
"""The beginning of the number's description. A parked number keeps its description, by which a later run knows it."""
