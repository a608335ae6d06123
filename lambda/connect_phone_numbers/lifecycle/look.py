"""What one step of an operation works with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ..aws.connect import Connect
from ..aws.service_quotas import ServiceQuotas
from ..aws.services import Services
from ..decisions.order import seconds_of
from ..ledger.leases import Leases
from ..ledger.parked_numbers import ParkedNumbers
from ..ledger.record import Operation, Record
from ..model.identity import Resource
from ..quota.account_numbers import AccountNumbers
from ..quota.applied_quotas import AppliedQuotas
from ..quota.reservation import Quotas
from .search_pages import SearchPages


class Status(StrEnum):
    """How far an operation is: the state machine waits in a state of its own for each."""

    CHOOSING = "CHOOSING"
    CLAIMING = "CLAIMING"
    CONFIGURING = "CONFIGURING"
    ENDING = "ENDING"
    REPLICATING = "REPLICATING"
    ANSWERING = "ANSWERING"
    DONE = "DONE"


@dataclass(frozen=True)
class Wait:
    """The operation is not over, and is looked at again later.

    Attributes:
        why: what it waits for, for the reader of the execution's history.
        seconds: until the next step, at least 1.
    """

    status: Status
    why: str
    seconds: int


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

    @cached_property
    def parked(self) -> ParkedNumbers:
        """The parked numbers."""
        return ParkedNumbers(self.services.table)

    @cached_property
    def search_pages(self) -> SearchPages:
        """What searches find."""
        return SearchPages(self.services.table, self.connect, self.services.sleep)


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
