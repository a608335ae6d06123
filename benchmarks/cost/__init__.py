"""What creating and deleting phone numbers costs, beside the first version of this library.

So many numbers are created at the same moment, each in a stack of its own, and an hour later they are deleted.
"""

COUNTS = (1, 50)
SEED = 1
"""Of the latencies."""
REST_SECONDS = 3600
"""Between the creates and the deletes: nothing that was read for the ones is fresh for the others."""
NUMBERS = (1, 200)
"""In one stack, whose resources are counted."""
