"""What would differ from one run of a history to the next."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

BEGINNING = 1_900_000_000.0
"""When every history begins, in seconds since the epoch."""


@dataclass(frozen=True)
class FixedTime:
    """Stands in for the module `time`: it stands still unless it is told otherwise."""

    time: Callable[[], float] = lambda: BEGINNING
    sleep: Callable[[float], None] = lambda _: None


class Uuids:
    """Stands in for the module `uuid`."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def uuid4(self) -> uuid.UUID:
        """The next one; their order as text is that of their making."""
        return uuid.UUID(int=next(self._numbers))
