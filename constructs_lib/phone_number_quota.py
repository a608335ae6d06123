"""The quota of phone numbers per instance."""

from __future__ import annotations

DEFAULT_PHONE_NUMBERS_PER_INSTANCE = 5
"""Service Quotas, `connect`, `L-8F812903` (https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html)."""


def is_phone_number_quota(value: object) -> bool:
    """Whether it is a quota: a whole number above 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
