"""`connect-numbers`: the command line beside the constructs, to see and plan what an account's phone numbers do."""

from .handler_path import add_handler_path

# Quotas, selections and the ledger's items have one definition, the handler's.
add_handler_path()
