"""One call of Amazon Connect, as it was answered; repeated, as the answer changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TypeAlias

JsonValue: TypeAlias = Any
"""What a request or a response has, the service's model says of which type."""


class Moment(StrEnum):
    """Where in the run a call was made."""

    BEFORE = "before"
    """There is no number yet."""
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
    """What came back.

    Attributes:
        after_seconds: since the first answer to the same request.
        http_status: such as 200.
        response: its members; None for an error.
        error_code: of an error; None for a response.
        error_message: likewise.
    """

    after_seconds: float
    http_status: int
    response: dict[str, Any] | None = None
    error_code: str | None = None
    error_message: str | None = None

    def is_same_as(self, other: Answer) -> bool:
        """Whether it says the same, whenever."""
        return _without_time(self) == _without_time(other)


@dataclass(frozen=True)
class Cassette:
    """A request and its answers, each unlike the one before it.

    Attributes:
        moment: where in the run.
        operation: such as DescribePhoneNumber.
        request: its parameters.
        answers: at least one. The last one's `after_seconds` is the time to settle.
    """

    moment: Moment
    operation: str
    request: dict[str, Any]
    answers: tuple[Answer, ...]

    def to_json(self) -> dict[str, Any]:
        """As JSON has it."""
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
        """The same again."""
        return cls(
            Moment(value["moment"]),
            value["operation"],
            value["request"],
            tuple(Answer(**answer) for answer in value["answers"]),
        )


@dataclass(frozen=True)
class RunRecord:
    """What must be known to repeat a run elsewhere.

    Attributes:
        region: of the run.
        country_code: of the number.
        phone_number_type: of the number.
        is_new: whether the number was claimed in this run, and not by an earlier one.
        is_parked: whether it was kept in the end.
        is_complete: whether the run came to its end.
    """

    region: str
    country_code: str
    phone_number_type: str
    is_new: bool
    is_parked: bool
    is_complete: bool


RUN_FILE = "run.json"


def write_cassettes(folder: Path, run: RunRecord, cassettes: list[Cassette]) -> None:
    """Write a file per cassette, in the order of the calls, into a folder that is made for them."""
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
