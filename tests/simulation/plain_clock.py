"""A clock for a timeline without a world."""

from tests.simulation.timeline import Timeline

BEGINNING = 1_767_225_600.0


class PlainClock:
    """A clock that stands still until it is moved."""

    def __init__(self, time: float = BEGINNING) -> None:
        self.time = time

    def now(self) -> float:
        """Seconds since the epoch."""
        return self.time

    def advance(self, seconds: float) -> None:
        """Move forward."""
        self.time += seconds


def plain_timeline(time: float = BEGINNING) -> Timeline:
    """A timeline with a clock of its own."""
    clock = PlainClock(time)
    return Timeline(clock.now, clock.advance)
