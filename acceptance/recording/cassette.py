"""A cassette: one request to Amazon Connect, and its answers as they changed over time."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TypeAlias

JsonValue: TypeAlias = Any
"""A value of a request or response. The service's model gives its type."""


class Moment(StrEnum):
    """The step of the run in which a request was sent."""

    BEFORE = "before"
    """Before the number is claimed."""
    CREATING = "creating"
    CREATED = "created"
    UPDATING = "updating"
    UPDATED = "updated"
    ROLLING_BACK = "rolling-back"
    ROLLED_BACK = "rolled-back"
    DELETING = "deleting"
    DELETED = "deleted"


@dataclass(frozen=True)
class Answer:
    """An answer of the service.

    Attributes:
        after_seconds: the seconds since the same request was sent first.
        http_status: such as 200.
        response: the members of the response; None for an error.
        error_code: the error's code; None for a response.
        error_message: the error's message; None for a response.
    """

    after_seconds: float
    http_status: int
    response: dict[str, Any] | None = None
    error_code: str | None = None
    error_message: str | None = None

    def is_same_as(self, other: Answer) -> bool:
        """Whether both answers are equal but for their times."""
        return _without_time(self) == _without_time(other)


@dataclass(frozen=True)
class Cassette:
    """A request and its answers. Each answer differs from the one before.

    Attributes:
        moment: the step of the run.
        operation: such as DescribePhoneNumber.
        request: the request's parameters.
        answers: at least one. `after_seconds` of the last answer is the time that the service needed to settle.
    """

    moment: Moment
    operation: str
    request: dict[str, Any]
    answers: tuple[Answer, ...]

    def to_json(self) -> dict[str, Any]:
        """The cassette as JSON."""
        return {
            "moment": self.moment.value,
            "operation": self.operation,
            "request": self.request,
            "answers": [
                {name: value for name, value in asdict(answer).items() if value is not None} for answer in self.answers
            ],
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The cassette that `to_json` made this value of."""
        return cls(
            Moment(value["moment"]),
            value["operation"],
            value["request"],
            tuple(Answer(**answer) for answer in value["answers"]),
        )


@dataclass(frozen=True)
class RunRecord:
    """The facts of a run that a replay of its cassettes needs.

    Attributes:
        region: the AWS Region of the run.
        country_code: the number's country, such as US.
        phone_number_type: the number's type, such as DID.
        is_new: whether this run claimed the number. False if an earlier run did.
        is_parked: whether the number was parked in the end.
        is_complete: whether the run reached its end.
    """

    region: str
    country_code: str
    phone_number_type: str
    is_new: bool
    is_parked: bool
    is_complete: bool


RUN_FILE = "run.json"


def write_cassettes(folder: Path, run: RunRecord, cassettes: list[Cassette]) -> None:
    """Write each cassette to a file, numbered in the order of the requests, in a new folder."""
    folder.mkdir(parents=True)
    (folder / RUN_FILE).write_text(_text(asdict(run)))
    for number, cassette in enumerate(cassettes, 1):
        name = f"{number:02d}-{cassette.moment}-{cassette.operation}.json"
        (folder / name).write_text(_text(cassette.to_json()))


def read_cassettes(folder: Path) -> tuple[RunRecord, list[Cassette]]:
    """A run and its cassettes, in order."""
    files = sorted(file for file in folder.glob("*.json") if file.name != RUN_FILE)
    run = RunRecord(**json.loads((folder / RUN_FILE).read_text()))
    return run, [Cassette.from_json(json.loads(file.read_text())) for file in files]


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2) + "\n"


def _without_time(answer: Answer) -> dict[str, Any]:
    return {name: value for name, value in asdict(answer).items() if name != "after_seconds"}
