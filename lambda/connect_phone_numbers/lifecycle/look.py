"""What one step of an operation works with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..aws.connect import Connect
from ..aws.service_quotas import ServiceQuotas
from ..aws.services import Services
from ..decisions.order import seconds_of
from ..ledger.leases import Leases
from ..ledger.record import Operation, Record
from ..model.identity import Resource
from ..model.patience import ALLOWED_WITHIN
from ..quota.account_numbers import AccountNumbers
from ..quota.applied_quotas import AppliedQuotas
from ..quota.arithmetic import CountedOperation
from ..quota.reservation import Quotas, Spending
from ..quota.targets import Targets


@dataclass(frozen=True)
class Tools:
    """The services that both a step and the command line work with."""

    services: Services
    connect: Connect

    @property
    def now(self) -> int:
        """Seconds since the epoch."""
        return self.services.now

    @property
    def is_soon_allowed(self) -> bool:
        """Whether a policy that was written just before may not be in force yet."""
        return False

    @cached_property
    def targets(self) -> Targets:
        """Instances and traffic distribution groups."""
        return Targets(self.services.table, self.connect)

    @cached_property
    def account_numbers(self) -> AccountNumbers:
        """The list of the account's numbers."""
        return AccountNumbers(self.services.table, self.connect, self.targets, self.services.sleep)

    @cached_property
    def applied_quotas(self) -> AppliedQuotas:
        """The applied quotas of the instances."""
        assumed = self.services.settings.phone_numbers_per_instance
        service_quotas = ServiceQuotas(self.services.service_quotas)
        return AppliedQuotas(self.services.table, service_quotas, assumed, is_soon_allowed=self.is_soon_allowed)

    @cached_property
    def quotas(self) -> Quotas:
        """What is used of the quotas, and the reservations."""
        return Quotas(self.services.table, self.account_numbers, self.applied_quotas)

    @cached_property
    def leases(self) -> Leases:
        """The leases of candidates."""
        return Leases(self.services.table, self.services.clock)


@dataclass(frozen=True)
class Look(Tools):
    """One step of an operation on a resource. The resource's record is locked for it."""

    record: Record

    @property
    def operation(self) -> Operation:
        """CloudFormation's operation."""
        return self.record.operation

    @property
    def resource(self) -> Resource:
        """The operation's resource."""
        return self.record.resource

    @property
    def age(self) -> int:
        """How many seconds ago the operation began."""
        began_at = min(self.operation.began_at, seconds_of(self.operation.key))
        return self.now - began_at

    @property
    def is_soon_allowed(self) -> bool:
        """Whether a policy that was written just before may not be in force yet."""
        return self.age < ALLOWED_WITHIN

    def spending(self, kind: CountedOperation, phone_number: str, target_arn: str, at: int) -> Spending:
        """An operation of this resource that counts to the quotas of a target's instance.

        Args:
            kind: a claim, a release or an arrival.
            phone_number: as the quotas know the number: see `known_as`.
            target_arn: the instance or traffic distribution group.
            at: when, in seconds since the epoch.
        """
        return Spending(kind, phone_number, self.targets.instance_of(target_arn), self.resource, at)
