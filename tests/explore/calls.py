"""A remote call of an invocation, and its answer. An invocation in flight is a list of these."""

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
"""The call had its effect, but its answer was lost."""
REFUSED = "REFUSED"
"""The call was throttled or never sent. It had no effect, and may be made again."""
CONFLICT = "CONFLICT"
"""The transaction wrote nothing, because of another transaction."""


@dataclass(frozen=True, eq=False, slots=True)
class Call:
    """A call that is about to be sent."""

    service: str
    operation: str
    arguments: Any

    @property
    def has_effect(self) -> bool:
        """Whether the call may change anything."""
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
    """The recorded answer of a call.

    Attributes:
        value: the recorded value. The service's double turns it into the caller's value.
        at: when the call was answered, in seconds since the epoch.
        error: LOST, REFUSED, CONFLICT, or a service's code; "" for none.
    """

    value: Hashable
    at: int
    error: str = ""
