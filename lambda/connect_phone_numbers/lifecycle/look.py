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
from ..quota.account_numbers import AccountNumbers
from ..quota.applied_quotas import AppliedQuotas
from ..quota.reservation import Quotas


@dataclass(frozen=True)
class Tools:
    """The services behind the protocol, whoever uses them: a step, an operator, the command line."""

    services: Services
    connect: Connect

    @cached_property
    def quotas(self) -> Quotas:
        """The quotas, and the reservations of them."""
        services = self.services
        applied = AppliedQuotas(
            services.table, ServiceQuotas(services.service_quotas), services.settings.phone_numbers_per_instance
        )
        return Quotas(services.table, AccountNumbers(services.table, self.connect, services.sleep), applied)

    @cached_property
    def leases(self) -> Leases:
        """Who tries to get which number."""
        return Leases(self.services.table, self.services.clock)


@dataclass(frozen=True)
class Look(Tools):
    """One step of one operation on one resource, whose record is locked for it."""

    record: Record

    @property
    def operation(self) -> Operation:
        """CloudFormation's operation."""
        return self.record.operation

    @property
    def resource(self) -> Resource:
        """Whose operation it is."""
        return self.record.resource

    @property
    def now(self) -> int:
        """The present second since the epoch."""
        return self.services.now

    @property
    def age(self) -> int:
        """For how many seconds CloudFormation has been waiting."""
        began_at = min(self.operation.began_at, seconds_of(self.operation.key))
        return self.now - began_at
