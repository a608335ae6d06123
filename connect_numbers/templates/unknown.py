"""What only the deployment will know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Unknown:
    """A value that can't be known before the deployment.

    Attributes:
        what: what it is, for the reader.
        is_made: whether it is of something that the deployment makes, and so of nothing that is there.
    """

    what: str
    is_made: bool = False


def unknowns_in(value: Any) -> Iterator[Unknown]:  # noqa: ANN401 - any part of a template
    """Every unknown within a resolved value."""
    if isinstance(value, Unknown):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from unknowns_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from unknowns_in(each)
