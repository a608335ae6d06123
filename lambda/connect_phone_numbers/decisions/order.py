"""The order of CloudFormation's events on one resource: by the moment of signing, not of arrival.

Lambda delivers an event at least once, possibly late and out of order. CloudFormation uses a RequestId again when a
deployment is retried. So the moment of signing, `X-Amz-Date` in the ResponseURL, identifies an event and orders it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum

_RANK_LENGTH = len("20261121T190000Z.0")


class Arrival(StrEnum):
    """What an event is to the newest event before it."""

    NEWEST = "NEWEST"
    """It is CloudFormation's present operation, and ends every earlier one."""
    REPEATED = "REPEATED"
    """It is the newest event, delivered again."""
    LATE = "LATE"
    """CloudFormation has gone on to a later operation."""


def operation_key(moment: str, kind: str, request_id: str) -> str:
    """The key of an operation. Keys sort in the order of operations.

    Within one second, a Delete is the last: CloudFormation deletes what it has just cancelled or replaced, and does not
    create again what it has just deleted. An Update and its own rollback within one second are taken in the order of
    arrival. CloudFormation takes longer than a second to hear of a failure and to roll back.

    Args:
        moment: the moment of signing, `YYYYMMDDTHHMMSSZ`.
        kind: `Create`, `Update` or `Delete`.
        request_id: CloudFormation's RequestId.
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
    """Seconds since the epoch, in the format in which CloudFormation signs: `YYYYMMDDTHHMMSSZ`."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y%m%dT%H%M%SZ")


def seconds_of(operation_key: str) -> int:
    """When CloudFormation signed an operation, in seconds since the epoch."""
    return int(datetime.fromisoformat(operation_key.partition(".")[0]).timestamp())


def is_delete(operation_key: str) -> bool:
    """Whether an operation is a Delete."""
    return operation_key.split(".")[1] == "1"


def is_later(operation_key: str, than: str) -> bool:
    """Whether an operation was signed later than another. False for two of one second, unless one is a Delete."""
    return operation_key[:_RANK_LENGTH] > than[:_RANK_LENGTH]


def arrival(operation_key: str, newest: str, superseded: Collection[str]) -> Arrival:
    """What an event is to the newest event so far.

    Args:
        operation_key: the event's.
        newest: the newest operation so far, "" for none.
        superseded: the operations before `newest` that were signed in the same second.
    """
    if operation_key == newest:
        return Arrival.REPEATED
    if is_later(newest, operation_key) or operation_key in superseded:
        return Arrival.LATE
    return Arrival.NEWEST
