"""What a step of the protocol works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .connect import Connect
from .core.identity import Resource
from .ledger import Ledger, ResourceRecord
from .parking import ParkedNumbers
from .quotas import Quotas
from .request import Request
from .search_pages import SearchPages
from .tag_readings import TagReadings


@dataclass(frozen=True)
class Operation:
    """One invocation's work on one resource, whose record it has locked.

    Attributes:
        clock: gives seconds since the epoch.
    """

    request: Request
    record: ResourceRecord
    ledger: Ledger
    connect: Connect
    quotas: Quotas
    parked: ParkedNumbers
    search_pages: SearchPages
    tag_readings: TagReadings
    clock: Callable[[], float]

    @property
    def now(self) -> int:
        """The present second since the epoch."""
        return int(self.clock())

    @property
    def resource(self) -> Resource:
        """Whose operation it is."""
        return self.request.resource
