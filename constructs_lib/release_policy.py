"""Whether a removed phone number is released or parked."""

from __future__ import annotations

from enum import StrEnum


class ReleasePolicy(StrEnum):
    """Whether a number that is removed is released or parked.

    In any 180 days, Amazon Connect allows an instance twice as many claims and releases as it may hold numbers: 10 by
    default. An instance that exceeds this is blocked for months
    (https://docs.aws.amazon.com/connect/latest/APIReference/API_ClaimPhoneNumber.html). A parked number stays claimed
    and billed, and counts to the quota of numbers. It has no flow and no owner. A later create that the number fits
    takes it, and this counts as no claim.
    """

    RELEASE_WITHIN_BUDGET = "RELEASE_WITHIN_BUDGET"
    """Release the number while the claims and releases of the last 180 days allow that, and park it otherwise."""
    PARK = "PARK"
    """Always park the number: the stack can be deployed and destroyed as often as needed."""
    RELEASE = "RELEASE"
    """Never park the number: if a release is not allowed now, the Delete fails, and with it the stack's deletion."""
