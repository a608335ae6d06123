"""The tags by which a number tells whose it is."""

from __future__ import annotations

OWNER_TAG_PREFIX = "connect-phone-number:"
OWNER_TAG_COUNT = 3
"""The handler tags every number with its stack's id, its logical id and its claim's id."""
