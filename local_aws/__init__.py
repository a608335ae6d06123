"""The local AWS: an AWS on this machine, whose Amazon Connect has phone numbers. `python -m local_aws` runs it."""
