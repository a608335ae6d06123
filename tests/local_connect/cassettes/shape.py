"""What is compared of an answer: its members, their kinds, and the values that the service's model enumerates."""

import re
from collections.abc import Iterator
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from acceptance.recording.cassette import Answer
from acceptance.recording.redactor import MESSAGE_MEMBERS

DEPENDS_ON_AMOUNT = "NextToken"
"""A member that is there or not by how much there is to tell."""

Facts = frozenset[str]
"""What is true of an answer, a line each."""


def facts_of(answer: Answer, output_shape: Shape | None) -> Facts:
    """The facts of a redacted answer."""
    facts = {f"HTTP status {answer.http_status}"}
    if answer.error_code is not None:
        facts.add(f"error {answer.error_code}")
    if answer.response is not None:
        facts.update(_facts(answer.response, output_shape, ""))
    return frozenset(facts)


def _facts(value: Any, shape: Shape | None, path: str) -> Iterator[str]:
    if isinstance(shape, StructureShape):
        for name, item in value.items():
            if name != DEPENDS_ON_AMOUNT:
                yield from _facts(item, shape.members[name], f"{path}.{name}" if path else name)
    elif isinstance(shape, ListShape):
        yield f"{path} is {'a list' if value else 'an empty list'}"
        for item in value:
            yield from _facts(item, shape.member, f"{path}[]")
    elif isinstance(shape, MapShape):
        yield f"{path} is {'a map' if value else 'an empty map'}"
    else:
        yield f"{path} is {_kind(value, path)}"


def _kind(value: Any, path: str) -> str:
    if not isinstance(value, str):
        return type(value).__name__
    if path.rpartition(".")[2] in MESSAGE_MEMBERS:
        return "a message"
    # Which of several values of its kind it is depends on what else there is.
    return re.sub(r"-\d+>", ">", value)
