"""The sweep: all schedules of the operations, with one trouble or two, divided among processes."""

import logging
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from math import inf
from multiprocessing import get_context
from time import monotonic
from typing import Any

from connect_phone_numbers.aws.services import Settings
from tests.faults.account import Account, begin_again, memory_account
from tests.faults.operations import OPERATIONS
from tests.faults.schedule import Outcome, Schedules
from tests.faults.trouble import Kind, LateDelivery, Trouble
from tests.simulation.fault import LASTS, FaultKind, kinds_for
from tests.simulation.lambda_function import InvocationFault
from tests.simulation.remote_call import RemoteCall

PARTS = 8
"""The parts of each operation in a full sweep. There are enough to keep all processes busy to the end."""

_LASTING = ExitStack()
"""Contexts that stay open until the process ends."""
_OF_A_WRITE = (FaultKind.KILLED_AFTER, FaultKind.ANSWER_LOST)
_STAND_IN = (
    *(FaultKind.UNAVAILABLE, FaultKind.UNAVAILABLE_LONG, FaultKind.BUSY, FaultKind.NOT_SENT),
    FaultKind.DENIED_BRIEFLY,
)
"""Kinds that pairs leave out: THROTTLED and DENIED stand for them."""


@dataclass
class Figures:
    """The figures of an operation: how many schedules ran, and the problems.

    Attributes:
        calls: how many remote calls the operation makes without troubles.
        invocations: how many invocations of the function.
        events: how many events of CloudFormation.
        singles: the number of schedules with one trouble, by its kind.
        pairs: the number of schedules in which two troubles struck, by the kind of the first.
        left: how many numbers CloudFormation gave up to delete and left to an operator.
        problems: the broken promises, each with its schedule.
    """

    operation: str
    calls: int = 0
    invocations: int = 0
    events: int = 0
    left: int = 0
    singles: Counter[Kind] = field(default_factory=Counter)
    pairs: Counter[Kind] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        """Add the figures of another part of the same operation."""
        self.calls, self.invocations, self.events = other.calls, other.invocations, other.events
        self.singles.update(other.singles)
        self.pairs.update(other.pairs)
        self.left += other.left
        self.problems += other.problems

    @property
    def schedules(self) -> int:
        return sum(self.singles.values()) + sum(self.pairs.values())


class Sweep:
    """The schedules of one operation."""

    def __init__(self, schedules: Schedules) -> None:
        self._schedules = schedules
        self.figures = Figures(schedules.name)
        self.undisturbed = self.run()
        self.figures.calls = len(self.undisturbed.calls)
        self.figures.invocations, self.figures.events = self.undisturbed.invocations, self.undisturbed.events

    def singles(self) -> list[Trouble]:
        """Every trouble at every place where it can happen."""
        undisturbed, in_order = self.undisturbed, int(self._schedules.operation.is_made_anew)
        before = sum(len(look) for look in undisturbed.looks[:in_order])
        calls = [(at, call) for at, call in distinct_calls(undisturbed.looks) if at >= before]
        return [
            *(
                Trouble(at, kind)
                for at, call in calls
                for kind in kinds_for(call)
                if kind not in LASTS or at >= self._made_anew_at()
            ),
            *(
                Trouble(at, kind)
                for at in range(in_order, min(undisturbed.invocations, 12))
                for kind in InvocationFault
            ),
            *(Trouble(at, kind) for at in range(in_order, undisturbed.events) for kind in LateDelivery),
        ]

    def _made_anew_at(self) -> int:
        """The index of the call that records the second Create's event; 0 if there is no second Create.

        A trouble that lasts beyond this call would delay the event until the first Create goes on. Nothing could then
        tell the two Creates apart.
        """
        if not self._schedules.operation.is_made_anew:
            return 0
        starts = [at for at, call in enumerate(self.undisturbed.calls) if call.operation == "StartExecution"]
        return starts[1] + 1 if len(starts) > 1 else 0

    def firsts(self) -> list[Trouble]:
        """The troubles that pairs begin with."""
        return [trouble for trouble in self.singles() if self._is_distinct(trouble, self.undisturbed.calls)]

    def run_singles(self, troubles: Sequence[Trouble]) -> None:
        """Run a schedule for each of these troubles."""
        for trouble in troubles:
            self.run(trouble)
            self.figures.singles[trouble.kind] += 1

    def run_pairs(self, firsts: Sequence[Trouble], most: int | None, chance: random.Random) -> None:
        """Run pairs: each first trouble with a second one at each later call, or at `most` random calls of these."""
        for first in firsts:
            outcome = self.run(first)
            after = first.at if isinstance(first.kind, FaultKind) else -1
            seconds = [
                trouble
                for at, call in distinct_calls(outcome.looks)
                for trouble in (Trouble(at, kind) for kind in kinds_for(call))
                if at > after and self._is_distinct(trouble, outcome.calls)
            ]
            for second in seconds if most is None else chance.sample(seconds, min(most, len(seconds))):
                self.figures.pairs[first.kind] += self.run(first, second).struck == 2

    def run(self, *troubles: Trouble) -> Outcome:
        """Run one schedule, from the beginning."""
        outcome = self._schedules.run(*troubles)
        calls: dict[int, RemoteCall] = dict(enumerate(outcome.calls))
        self.figures.left += outcome.left
        told = " and ".join(f"{each}, {calls.get(each.at)}" for each in troubles) or "undisturbed"
        self.figures.problems += [f"{self.figures.operation}, {told}: {problem}" for problem in outcome.problems]
        return outcome

    def _is_distinct(self, trouble: Trouble, calls: Sequence[RemoteCall]) -> bool:
        """Whether no other kind of trouble has the same effect at the same place."""
        if not isinstance(trouble.kind, FaultKind):
            return trouble.kind is not InvocationFault.SERVICE_FAILED
        has_effect = trouble.kind not in _OF_A_WRITE or calls[trouble.at].has_effect
        return has_effect and trouble.kind not in _STAND_IN


def distinct_calls(looks: Sequence[Sequence[RemoteCall]]) -> Iterator[tuple[int, RemoteCall]]:
    """The calls with their indexes. Of several invocations with the same calls, only the first two count."""
    index, seen = 0, Counter[tuple[RemoteCall, ...]]()
    for look in looks:
        seen[tuple(look)] += 1
        for call in look:
            if seen[tuple(look)] <= 2:
                yield index, call
            index += 1


@dataclass(frozen=True)
class Part:
    """A part of one operation's schedules.

    Attributes:
        operation: the operation's index.
        part: the part's index.
        parts: how many parts the operation has.
        every: run only every N-th first trouble.
        pairs: how many second troubles to add to a first one; None: all.
        pair_every: add second troubles only to every N-th first one.
        setting: a name of VARIANTS; "" for the defaults.
    """

    operation: int
    part: int
    parts: int
    every: int
    pairs: int | None
    pair_every: int = 1
    setting: str = ""


def full_sweep(parts: Sequence[Part], processes: int | None, minutes: float = inf) -> Iterator[Figures]:
    """Run parts. Yields the figures of each part as soon as it ends.

    Args:
        parts: the parts, in the order in which they begin.
        processes: how many processes; None for one on each core.
        minutes: no part begins after so many minutes.
    """
    ends_at, told = monotonic() + 60 * minutes, set[Future[Figures]]()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(run_part, part) for part in parts]
        for done in as_completed(futures):
            told.add(done)
            yield done.result()
            if monotonic() > ends_at:
                pool.shutdown(cancel_futures=True)
                break
    # The parts that were running have ended by now.
    yield from (each.result() for each in futures if each not in told and not each.cancelled())


def summed(figures: Iterable[Figures]) -> list[Figures]:
    """The figures of each operation: the sums over its parts."""
    of_operations: dict[str, Figures] = {}
    for each in figures:
        of_operations.setdefault(each.operation, Figures(each.operation)).add(each)
    return [of_operations[name] for name in sorted(of_operations)]


def run_part(part: Part) -> Figures:
    """Run one part. A process makes its account once, and uses it for all its parts."""
    logging.disable(logging.CRITICAL)
    account, beginning, settings = _own_account()
    begin_again(account.world, beginning)
    account.world.provider.settings = settings
    sweep = Sweep(Schedules(account, OPERATIONS[part.operation], part.setting))
    sweep.run_singles(sweep.singles()[part.part :: part.parts][:: part.every])
    if part.pairs != 0:
        chance = random.Random(f"{part.operation} {part.part}")
        sweep.run_pairs(sweep.firsts()[part.part :: part.parts][:: part.every * part.pair_every], part.pairs, chance)
    return sweep.figures


@cache
def _own_account() -> tuple[Account, Any, Settings]:
    """The process's account, restored to its beginning."""
    account = _LASTING.enter_context(memory_account())
    return account, account.world.snapshot(), account.world.provider.settings
