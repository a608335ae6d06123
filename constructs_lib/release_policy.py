"""Whether a phone number is released or parked in the end."""

from __future__ import annotations

from enum import StrEnum


class ReleasePolicy(StrEnum):
    """Whether a number that is removed is released or parked.

    An instance is allowed claims and releases of twice its quota of numbers in any 180 days, 10 by default, and is
    blocked for months past that (https://docs.aws.amazon.com/connect/latest/APIReference/API_ClaimPhoneNumber.html). A
    parked number stays claimed and billed, and counts to the quota of numbers; no flow answers it, and no stack owns
    it. A later create that it fits takes it, which costs nothing of what is allowed.
    """

    RELEASE_WITHIN_BUDGET = "RELEASE_WITHIN_BUDGET"
    """Release the number while the claims and releases of the last 180 days allow that, and park it otherwise."""
    PARK = "PARK"
    """Always park the number: the stack can be deployed and destroyed as often as needed."""
    RELEASE = "RELEASE"
    """Never park the number: while a release is not allowed, the Delete fails, and the stack's deletion with it."""
