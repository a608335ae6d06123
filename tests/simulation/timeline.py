"""One virtual time for everything in a world, and what is to happen in it.

Services put what they do next on the timeline; a test takes one happening after the other, by default in the order in
which they are due, or chooses. Time moves only when nothing is due at the moment. Where invocations of functions may
overlap, each is a coroutine that hands over where it sleeps and at the remote calls that `switch` names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.simulation.coroutine import Coroutine


@dataclass(frozen=True)
class Happening:
    """Something that is to happen.

    Attributes:
        at: when, in seconds since the epoch; it may be late.
        order: counts all that was ever put on the timeline.
        name: what a person reads.
        act: does it, given the arguments.
        is_invocation: whether it runs a function, which may sleep.
    """

    at: float
    order: int
    name: str
    act: Callable[..., None]
    arguments: tuple[Any, ...] = ()
    is_invocation: bool = False


class NothingHappensError(AssertionError):
    """What is waited for will never be: nothing is to happen any more, or not within the time given."""


class Timeline:
    """What is to happen, and when."""

    def __init__(self, now: Callable[[], float], advance: Callable[[float], Any]) -> None:
        """Use a clock that nobody else moves."""
        self.now = now
        self.overlaps = False
        """Whether functions that sleep let others run meanwhile; otherwise one runs after the other."""
        self.switch: Callable[[], bool] = lambda: False
        """Asked at every remote call of a function: whether another has its turn now."""
        self.choose: Callable[[Sequence[Happening]], int] = lambda due: 0
        """Which of the happenings that are due comes next."""
        self._advance = advance
        self._happenings: tuple[Happening, ...] = ()
        self._count = 0
        self._is_acting = False
        self._suspended: list[Coroutine] = []

    def at(self, when: float, name: str, act: Callable[..., None], *arguments: Any) -> Happening:
        """Let this happen then."""
        self._count += 1
        happening = Happening(when, self._count, name, act, arguments)
        self._happenings = (*self._happenings, happening)
        return happening

    def invocation_at(self, when: float, name: str, act: Callable[..., None], *arguments: Any) -> Happening:
        """Let a function be invoked then."""
        happening = replace(self.at(when, name, act, *arguments), is_invocation=True)
        self._happenings = (*self._happenings[:-1], happening)
        return happening

    def cancel(self, happening: Happening) -> None:
        """Don't let it happen."""
        self._happenings = tuple(each for each in self._happenings if each.order != happening.order)

    def happenings(self) -> list[Happening]:
        """All that is to happen, the next first."""
        return sorted(self._happenings, key=lambda each: (each.at, each.order))

    def due(self) -> list[Happening]:
        """What may happen next: all that is late by now, else all that comes first."""
        if not self._happenings:
            return []
        moment = max(self.now(), min(each.at for each in self._happenings))
        return [each for each in self.happenings() if each.at <= moment]

    def step(self, happening: Happening | None = None) -> Happening:
        """Let one thing happen: this one, or the one that `choose` names."""
        if happening is None:
            due = self.due()
            if not due:
                raise NothingHappensError("nothing is to happen any more")
            happening = due[self.choose(due)]
        self.cancel(happening)
        self._advance_to(happening.at)
        self._act(happening)
        return happening

    def run_until(self, is_so: Callable[[], bool], seconds: float = 4 * 3600) -> None:
        """Let things happen until something is so.

        Raises:
            NothingHappensError: it never is, or not within so many seconds.
        """
        ends_at = self.now() + seconds
        while not is_so():
            due = self.due()
            if not due or due[0].at > ends_at:
                raise NothingHappensError(f"not within {seconds} s; to come: {[each.name for each in due]}")
            self.step()

    def run(self, most: int = 1_000_000) -> None:
        """Let everything happen that is to."""
        for _ in range(most):
            if not self._happenings:
                return
            self.step()
        raise NothingHappensError(f"no end after {most} steps; to come: {[each.name for each in self.due()]}")

    def pass_time(self, seconds: float) -> None:
        """Let so much time go by, and happen what is to happen in it."""
        ends_at = self.now() + seconds
        if Coroutine.current() is not None or self._is_acting:
            self.sleep(seconds)
            return
        while (due := self.due()) and due[0].at <= ends_at:
            self.step()
        self._advance_to(ends_at)

    def sleep(self, seconds: float) -> None:
        """What a function's `sleep` does: where functions overlap, others run meanwhile."""
        coroutine = Coroutine.current()
        if coroutine is None:
            self._advance_to(self.now() + seconds)
        else:
            self._suspend(coroutine, self.now() + seconds)

    def pause(self) -> None:
        """At a remote call of a function: let others have their turn, if `switch` says so."""
        coroutine = Coroutine.current()
        if coroutine is not None and self.switch():
            self._suspend(coroutine, self.now())

    def snapshot(self) -> tuple[tuple[Happening, ...], int]:
        """All that is to happen. The time itself is the clock's to remember."""
        assert not self._suspended, "a function that is in the middle of something can't be copied"
        return self._happenings, self._count

    def restore(self, snapshot: tuple[tuple[Happening, ...], int]) -> None:
        """What was to happen."""
        self._happenings, self._count = snapshot

    def close(self) -> None:
        """End every function where it is."""
        for coroutine in list(self._suspended):
            coroutine.end()
        self._suspended.clear()

    def _act(self, happening: Happening) -> None:
        if happening.is_invocation and self.overlaps:
            self._go_on(Coroutine(happening.name, lambda: happening.act(*happening.arguments)))
            return
        outer, self._is_acting = self._is_acting, True
        try:
            happening.act(*happening.arguments)
        finally:
            self._is_acting = outer

    def _suspend(self, coroutine: Coroutine, until: float) -> None:
        self._suspended.append(coroutine)
        self.at(until, f"{coroutine.name} goes on", self._go_on, coroutine)
        coroutine.hand_over()

    def _go_on(self, coroutine: Coroutine) -> None:
        if coroutine in self._suspended:
            self._suspended.remove(coroutine)
        coroutine.resume()

    def _advance_to(self, moment: float) -> None:
        if moment > self.now():
            self._advance(moment - self.now())


class Switches:
    """Says after how many remote calls each, counted from the one before, another function has its turn."""

    def __init__(self, calls: Sequence[int]) -> None:
        self._left = list(calls)

    def __call__(self) -> bool:
        """Count a call."""
        if not self._left:
            return False
        if self._left[0] > 0:
            self._left[0] -= 1
            return False
        self._left.pop(0)
        return True
