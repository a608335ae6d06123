"""A remote call of an invocation, and what it answered: what an invocation in flight consists of."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple

LEDGER = "ledger"
CONNECT = "connect"
QUOTAS = "quotas"
EXECUTIONS = "executions"
RESPONSES = "responses"

LOST = "LOST"
"""The call had its effect, and its answer never came."""
REFUSED = "REFUSED"
"""Throttled, or never sent: the call had no effect, and may be made again."""
CONFLICT = "CONFLICT"
"""Nothing of a transaction was written."""


@dataclass(frozen=True, eq=False, slots=True)
class Call:
    """A call that is about to be made."""

    service: str
    operation: str
    arguments: Any

    @property
    def has_effect(self) -> bool:
        """Whether it may change anything."""
        return self.operation not in _READS


_READS = frozenset(
    {
        "get",
        "get_all",
        "query",
        "next",
        "scan",
        "describe_phone_number",
        "list_phone_numbers_v2",
        "search_available_phone_numbers",
        "batch_get_flow_association",
        "describe_instance",
        "lookup_events",
        "describe_traffic_distribution_group",
        "get_service_quota",
    }
)


class Answer(NamedTuple):
    """What came back, as far as it has to be told again.

    Attributes:
        value: what the service answered; how it becomes what the caller sees is the service's to know.
        at: when, in seconds since the epoch.
        error: LOST, REFUSED, CONFLICT, or a service's code; "" for none.
    """

    value: Hashable
    at: int
    error: str = ""
