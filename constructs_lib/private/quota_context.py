"""The quota of phone numbers per instance, as an app's context states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from aws_cdk import Stack

from .connect_arn import ConnectArn
from .target_identity import target_identity

QUOTA_CONTEXT_KEY = "connect-phone-numbers:quota"
DEFAULT_PHONE_NUMBERS_PER_INSTANCE = 5
"""Service Quotas, `connect`, `L-8F812903` (https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html)."""


def is_phone_number_quota(value: object) -> bool:
    """Whether the value is a quota: a whole number above 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


@dataclass(frozen=True)
class QuotaContext:
    """The context value `connect-phone-numbers:quota`, as a stack sees it.

    Attributes:
        of_every_target: the quota of each target; None if the context has none for all.
        by_target: quotas by a target's identity.
    """

    of_every_target: int | None
    by_target: Mapping[str, int]

    @classmethod
    def of(cls, stack: Stack) -> Self:
        """Read the context: a number, a number as text (`cdk -c` passes only text), or an object of numbers by ARN.

        Raises:
            ValueError: the value is none of these. The message says what to give.
        """
        value = stack.node.try_get_context(QUOTA_CONTEXT_KEY)
        if value is None:
            return cls(None, {})
        if not isinstance(value, Mapping):
            return cls(_quota(value), {})
        return cls(None, {target_identity(_target(arn), stack): _quota(quota) for arn, quota in value.items()})

    def quota_of(self, target: str) -> int | None:
        """The quota of a target, by its identity; None if the context has none."""
        return self.by_target.get(target, self.of_every_target)


def _quota(value: object) -> int:
    quota = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
    if isinstance(quota, int) and is_phone_number_quota(quota):
        return quota
    raise ValueError(
        f"The context value {QUOTA_CONTEXT_KEY} has {value!r}: give the quota of phone numbers per instance, a whole "
        "number above 0, or an object of such numbers by the instances' ARNs."
    )


def _target(arn: str) -> str:
    parsed = ConnectArn.parse(arn)
    if parsed is not None and (parsed.is_instance or parsed.is_traffic_distribution_group):
        return arn
    raise ValueError(
        f"The context value {QUOTA_CONTEXT_KEY} has {arn!r}: give quotas by the ARNs of instances, for example "
        "'arn:aws:connect:us-east-1:123456789012:instance/<id>'."
    )
