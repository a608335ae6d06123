"""The order of CloudFormation's events on one resource: that in which they were signed, not that of their arrival.

Lambda delivers an event at least once, possibly late and out of order, and CloudFormation uses a RequestId again when a
deployment is retried. What tells events apart and orders them is the moment of signing, `X-Amz-Date` in ResponseURL.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum

_MOMENT = "%Y%m%dT%H%M%SZ"
_RANK_LENGTH = len("20261121T190000Z.0")


class Arrival(StrEnum):
    """What an event is to the newest one before it."""

    NEWEST = "NEWEST"
    """CloudFormation's present operation: it ends every earlier one."""
    REPEATED = "REPEATED"
    """The newest one, delivered again."""
    LATE = "LATE"
    """CloudFormation has gone on to a later operation."""


def operation_key(moment: str, kind: str, request_id: str) -> str:
    """The name of an operation, in the order of operations.

    Within a second a Delete is the last: CloudFormation deletes what it has just cancelled or replaced, and makes
    nothing anew that it has just deleted. Nothing tells an Update from its own rollback within the same second: these
    are taken in the order of arrival. CloudFormation hears of a failure before it rolls back, which takes longer.

    Args:
        moment: of signing, `YYYYMMDDTHHMMSSZ`.
        kind: `Create`, `Update` or `Delete`.
        request_id: CloudFormation's.
    """
    return f"{moment}.{1 if kind == 'Delete' else 0}.{request_id}"


def is_operation_key(text: str) -> bool:
    """Whether a text is one that `operation_key` made."""
    try:
        seconds_of(text)
    except ValueError:
        return False
    return text[_RANK_LENGTH - 2 : _RANK_LENGTH + 1] in (".0.", ".1.")


def moment_of(at: float) -> str:
    """A moment as CloudFormation signs it, from seconds since the epoch."""
    return datetime.fromtimestamp(at, UTC).strftime(_MOMENT)


def seconds_of(operation_key: str) -> int:
    """When an operation was signed, in seconds since the epoch."""
    moment = operation_key.partition(".")[0]
    return int(datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC).timestamp())


def is_delete(operation_key: str) -> bool:
    """Whether an operation is a Delete."""
    return operation_key.split(".")[1] == "1"


def is_later(operation_key: str, than: str) -> bool:
    """Whether an operation was signed later than another; False within the same second."""
    return operation_key[:_RANK_LENGTH] > than[:_RANK_LENGTH]


def arrival(operation_key: str, newest: str, superseded: Collection[str]) -> Arrival:
    """What an event is.

    Args:
        operation_key: the event's.
        newest: the newest operation so far, "" for none.
        superseded: operations signed in the same second as `newest` and before it.
    """
    if operation_key == newest:
        return Arrival.REPEATED
    if is_later(newest, operation_key) or operation_key in superseded:
        return Arrival.LATE
    return Arrival.NEWEST
