"""An AWS on this machine whose Amazon Connect has phone numbers: `python -m local_aws`."""
