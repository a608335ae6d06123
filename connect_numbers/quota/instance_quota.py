"""What is used of one instance's quotas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.core.patience import SENT_WITHIN
from connect_phone_numbers.core.quota import DEFAULT_QUOTA, WINDOW_SECONDS, CountedOperation, QuotaUse
from connect_phone_numbers.operations import under_way
from connect_phone_numbers.service_quotas import ServiceQuotas

from ..account.numbers import list_numbers
from ..account.targets import Instance, Targets
from ..aws.aws import Aws
from ..clock import as_iso
from ..ledger.snapshot import Ledger
from .operation import QuotaOperation, counting
from .unrecorded import unrecorded_operations


@dataclass(frozen=True)
class InstanceQuota:
    """What is used of an instance's quotas.

    Attributes:
        use: the figures that a deployment would decide by.
        operations: the claims and releases that count, the next to leave the window first; those that the ledger will
            count only at its next look included.
        unrecorded: how many of them these are.
        parked: numbers held that are parked.
    """

    instance: Instance
    use: QuotaUse
    operations: tuple[QuotaOperation, ...]
    unrecorded: int
    parked: int

    @property
    def next_claim_at(self) -> int | None:
        """When a claim is possible; None where a number has to go first, or the quota is 0."""
        return None if self.use.held >= self.use.quota else self.use.next_operation_at

    def as_json(self) -> dict[str, Any]:
        """As `--json` shows it."""
        use = self.use
        return {
            "instance_arn": self.instance.arn,
            "instance_alias": self.instance.alias,
            "quota": use.quota,
            "quota_is_assumed": use.is_assumed,
            "numbers_held": use.held,
            "numbers_parked": self.parked,
            "budget": use.budget,
            "operations_used": len(use.operations),
            "operations_left": use.operations_left,
            "operations_unrecorded": self.unrecorded,
            "claims_left": use.claims_left,
            "next_claim_at": None if self.next_claim_at is None else as_iso(self.next_claim_at),
            "next_operation_at": None if use.next_operation_at is None else as_iso(use.next_operation_at),
            "operations": [operation.as_json() for operation in self.operations],
        }


def read_quotas(
    aws: Aws, targets: Targets, ledger: Ledger, now: int, instance: Instance | None = None
) -> list[InstanceQuota]:
    """The quotas of one instance, or of every one there is."""
    numbers = {summary["PhoneNumber"]: targets.instance_of(summary["TargetArn"]) for summary in list_numbers(aws)}
    instances = [instance] if instance else targets.instances
    service_quotas = ServiceQuotas(aws.service_quotas())
    return [instance_quota(each, service_quotas.phone_numbers_of(each.arn), numbers, ledger, now) for each in instances]


def instance_quota(
    instance: Instance, quota: int | None, numbers: Mapping[str, str], ledger: Ledger, now: int
) -> InstanceQuota:
    """The quotas of an instance, of which Service Quotas told the one, or did not (None).

    Args:
        instance: which.
        quota: the applied quota of numbers.
        numbers: the instance of each number of the account and Region.
        ledger: the provider's.
        now: in seconds since the epoch.
    """
    items = ledger.operations_at(instance.arn)
    held = {number for number, each in numbers.items() if each == instance.arn} | under_way(items, now)
    unrecorded = _unrecorded(ledger, numbers, now, instance)
    operations = [*counting(items, now), *unrecorded]
    use = QuotaUse.of(
        quota if quota is not None else ledger.assumed_quota or DEFAULT_QUOTA,
        len(held),
        (operation.counts_until - WINDOW_SECONDS for operation in operations),
        now,
        is_assumed=quota is None,
    )
    parked = sum(1 for each in ledger.parked if each.instance_arn == instance.arn)
    return InstanceQuota(instance, use, tuple(operations), len(unrecorded), parked)


def _unrecorded(ledger: Ledger, numbers: Mapping[str, str], now: int, instance: Instance) -> Sequence[QuotaOperation]:
    return [
        QuotaOperation(
            CountedOperation(each.kind), each.phone_number, now, now + SENT_WITHIN + WINDOW_SECONDS, is_ours=False
        )
        for each in unrecorded_operations(ledger, numbers, now)
        if each.instance_arn == instance.arn
    ]
