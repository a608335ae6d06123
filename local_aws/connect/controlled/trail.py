"""The calls that CloudTrail records: every call that the quotas count, the console's included."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from moto.core.exceptions import ServiceException


@dataclass(frozen=True)
class TrailEvent:
    """One call; `time` in seconds since the epoch. Members have the names of the service's model."""

    event_id: str
    time: float
    account_id: str
    region_name: str
    event_name: str
    request: Mapping[str, Any]
    response: Mapping[str, Any] | None
    error_code: str | None = None
    error_message: str | None = None


class Trail:
    """The events since the last reset, in order."""

    def __init__(self) -> None:
        self.events: list[TrailEvent] = []

    def follow(
        self,
        place: tuple[float, str, str],
        event_name: str,
        request: Mapping[str, Any],
        call: Callable[[], dict[str, Any]],
    ) -> dict[str, Any]:
        """Make a call and write down how it went; what it answers or raises is passed on.

        `place` is when, in which account, in which Region; members of `request` that are None are left out.
        """
        given = {name: _as_recorded(name, value) for name, value in request.items() if value is not None}
        event = (str(uuid.uuid4()), *place, event_name, given)
        try:
            answer = call()
        except ServiceException as error:
            self.events.append(TrailEvent(*event, None, error.code, str(error)))
            raise
        self.events.append(TrailEvent(*event, answer or None))
        return answer


def _as_recorded(name: str, value: object) -> object:
    """A parameter of a request's path as records have it: an ARN in it has been seen with its colons encoded."""
    return quote(str(value), safe="") if name == "PhoneNumberId" else value
