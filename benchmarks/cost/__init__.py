"""The cost of creating and deleting phone numbers, compared with the first version of this library.

The numbers are created at the same moment, each in a stack of its own, and an hour later they are deleted.
"""

COUNTS = (1, 50)
SEED = 1
"""The seed of the latencies."""
REST_SECONDS = 3600
"""Seconds between creates and deletes: lists that were read for the creates are no longer valid then."""
NUMBERS = (1, 200)
"""The numbers in a stack whose resources are counted."""
