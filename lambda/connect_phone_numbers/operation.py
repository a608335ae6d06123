"""What a step of the protocol works with."""

from __future__ import annotations

from dataclasses import dataclass

from .connect import Connect
from .core.identity import Resource
from .ledger import Ledger, ResourceRecord
from .parking import ParkedNumbers
from .quotas import Quotas
from .request import Request


@dataclass(frozen=True)
class Operation:
    """One invocation's work on one resource, whose record it has locked.

    Attributes:
        now: when the invocation began, in seconds since the epoch.
    """

    request: Request
    record: ResourceRecord
    ledger: Ledger
    connect: Connect
    quotas: Quotas
    parked: ParkedNumbers
    now: int

    @property
    def resource(self) -> Resource:
        """Whose operation it is."""
        return self.request.resource
