"""The warnings of synth, by name."""

from __future__ import annotations

from enum import StrEnum


class PhoneNumberWarning(StrEnum):
    """The ids of this library's warnings: `Annotations.of(scope).acknowledge_warning(PhoneNumberWarning.QUOTA)`."""

    SEARCH = "cdk-connect-phone-numbers:search"
    """A prefix belongs to another country than the search: probably no number is found."""
    QUOTA = "cdk-connect-phone-numbers:quota"
    """A stack has more numbers for one target than the quota that is known or assumed."""
    INLINE_POLICIES = "cdk-connect-phone-numbers:inline-policies"
    """The provider's role is nearly full: stacks that share it need a second provider soon."""
    ONE_REGION = "cdk-connect-phone-numbers:one-region"
    """A traffic distribution group's number has a flow in one Region only, and flows are not mirrored."""
    REGION_PAIR = "cdk-connect-phone-numbers:region-pair"
    """Amazon Connect Global Resiliency is not known to replicate between these Regions."""
