"""The use of an instance's two quotas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.aws.service_quotas import ServiceQuotas
from connect_phone_numbers.errors import PhoneNumberError
from connect_phone_numbers.model.phone_number import known_as
from connect_phone_numbers.quota.arithmetic import DEFAULT_QUOTA, AppliedQuota, QuotaSource, QuotaUse
from connect_phone_numbers.quota.claims_by_others import Changes
from connect_phone_numbers.quota.state import use_of

from ..account.numbers import list_numbers
from ..account.targets import Instance, Targets
from ..aws.aws import Aws
from ..clock import as_iso
from ..ledger.snapshot import Ledger
from .operation import QuotaOperation, counting


@dataclass(frozen=True)
class InstanceQuota:
    """The use of an instance's two quotas.

    Attributes:
        instance: the instance.
        use: the figures by which a deployment would decide.
        operations: the claims and releases that count, in the order in which they leave the window. The list includes
            the operations by others that the ledger will count only at the function's next look.
        unrecorded: how many of the operations the ledger does not count yet.
        parked: how many of the held numbers are parked.
    """

    instance: Instance
    use: QuotaUse
    operations: tuple[QuotaOperation, ...]
    unrecorded: int
    parked: int

    @property
    def next_claim_at(self) -> int | None:
        """When a claim is possible. None if a number has to be released first, or if the quota is 0."""
        return None if self.use.held >= self.use.quota else self.use.next_operation_at

    def as_json(self) -> dict[str, Any]:
        """The JSON of `--json`."""
        use = self.use
        return {
            "instance_arn": self.instance.arn,
            "instance_alias": self.instance.alias,
            "quota": use.quota,
            "quota_source": use.source.value,
            "numbers_held": use.held,
            "numbers_parked": self.parked,
            "budget": use.budget,
            "operations_used": len(use.operations),
            "operations_left": use.operations_left,
            "operations_unrecorded": self.unrecorded,
            "history_known_since": as_iso(use.known_since),
            "history_is_complete": use.is_complete,
            "claims_left": use.claims_left,
            "next_claim_at": None if self.next_claim_at is None else as_iso(self.next_claim_at),
            "next_operation_at": None if use.next_operation_at is None else as_iso(use.next_operation_at),
            "operations": [operation.as_json() for operation in self.operations],
        }


def read_quotas(
    aws: Aws, targets: Targets, ledger: Ledger, now: int, instance: Instance | None = None
) -> list[InstanceQuota]:
    """The quotas of one instance, or of every instance of the account and Region if none is given."""
    listed = list_numbers(aws)
    sources = {each["PhoneNumber"]: each["SourcePhoneNumberArn"] for each in listed if "SourcePhoneNumberArn" in each}
    numbers = {
        known_as(each["PhoneNumber"], sources.get(each["PhoneNumber"])): targets.instance_of(each["TargetArn"])
        for each in listed
    }
    instances = [instance] if instance else targets.instances
    quotas = []
    for each in instances:
        changes = ledger.after_look(numbers, sources, [each.arn], now)
        quotas.append(instance_quota(each, applied_quota(aws, ledger, each.arn), ledger, changes, now))
    return quotas


def applied_quota(aws: Aws, ledger: Ledger, instance_arn: str, assumed: int | None = None) -> AppliedQuota:
    """An instance's quota of numbers, and the source of the figure.

    The sources are tried in this order: Service Quotas, the ledger, the provider, the default quota of 5.

    Args:
        aws: the account and Region.
        ledger: it has the quota that the function read last.
        instance_arn: the instance.
        assumed: the quota that the provider's settings give. None if they give none.
    """
    try:
        return ServiceQuotas(aws.service_quotas()).phone_numbers_of(instance_arn)
    except PhoneNumberError:
        remembered = ledger.quota_of(instance_arn)
    if remembered is not None:
        return remembered
    if assumed is not None:
        return AppliedQuota(assumed, QuotaSource.PROVIDER)
    return AppliedQuota(DEFAULT_QUOTA, QuotaSource.ASSUMED)


def instance_quota(
    instance: Instance, quota: AppliedQuota, ledger: Ledger, changes: Changes, now: int
) -> InstanceQuota:
    """The quotas of an instance, as the function's next decision would see them.

    Args:
        instance: the instance.
        quota: the applied quota of numbers.
        ledger: the ledger of the account and Region.
        changes: the changes of the ledger that the function's next look would make.
        now: in seconds since the epoch.
    """
    held = {number for number, arn in changes.held.items() if arn == instance.arn}
    use = use_of(quota, held, changes.states[instance.arn][1], now, now)
    unrecorded = [
        QuotaOperation(kind, number, now, is_ours=False) for kind, number, arn in changes.seen if arn == instance.arn
    ]
    operations: Sequence[QuotaOperation] = [*counting(ledger.operations_at(instance.arn), now), *unrecorded]
    parked = sum(1 for each in ledger.parked if each.instance_arn == instance.arn)
    return InstanceQuota(instance, use, tuple(operations), len(unrecorded), parked)
