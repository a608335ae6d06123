"""Every schedule of an operation: each fault at each call, alone and in pairs."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.faults.equivalence import distinct_faults
from tests.faults.fault import Fault, FaultKind, kinds_for
from tests.faults.memory_account import MemoryAccount
from tests.faults.operation import Operation
from tests.faults.remote_call import RemoteCall
from tests.faults.schedule import Outcome, prepare, run


@dataclass
class Figures:
    """How many schedules of an operation ran, and what was found.

    Attributes:
        calls: that the operation makes without faults.
        singles: schedules with one fault, by its kind.
        pairs: schedules with two faults, both of which met a call, by the kind of the first.
        problems: what did not hold, and in which schedule.
    """

    operation: str
    calls: int = 0
    singles: Counter[FaultKind] = field(default_factory=Counter)
    pairs: Counter[FaultKind] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        """Count another part of the same operation's schedules, too."""
        self.calls = max(self.calls, other.calls)
        self.singles.update(other.singles)
        self.pairs.update(other.pairs)
        self.problems += other.problems


class Sweep:
    """The schedules of one operation."""

    def __init__(self, memory: MemoryAccount, operation: Operation) -> None:
        """In an account as it was made."""
        self.figures = Figures(operation.name)
        self._memory = memory
        self._deployment = prepare(memory.account, operation)
        self._live = self._deployment.live
        self._beginning = memory.remember()
        self.undisturbed = self.schedule()
        self.figures.calls = len(self.undisturbed.calls)

    def singles(self) -> list[Fault]:
        """Every fault at every call."""
        calls = enumerate(self.undisturbed.calls)
        return [Fault(index, kind) for index, call in calls for kind in kinds_for(call)]

    def firsts(self) -> list[Fault]:
        """The first faults of the pairs."""
        return list(distinct_faults(self.undisturbed.looks))

    def run_singles(self, faults: Sequence[Fault]) -> None:
        """One fault."""
        for fault in faults:
            self.schedule(fault)
            self.figures.singles[fault.kind] += 1

    def run_pairs(self, firsts: Sequence[Fault], most: int | None, chance: random.Random) -> None:
        """A fault, and a second one at each later call; or at `most` of these, drawn by chance."""
        for first in firsts:
            seconds = list(distinct_faults(self.schedule(first).looks, first.at))
            for second in seconds if most is None else chance.sample(seconds, min(most, len(seconds))):
                outcome = self.schedule(first, second)
                self.figures.pairs[first.kind] += outcome.struck == 2

    def schedule(self, *faults: Fault) -> Outcome:
        """One, from the beginning."""
        self._memory.restore(self._beginning)
        self._deployment.live = self._live
        self._deployment.failed = []
        outcome = run(self._memory.account, self._deployment, faults)
        self.figures.problems += [f"{self._told(faults, outcome)}: {problem}" for problem in outcome.problems]
        return outcome

    def _told(self, faults: Sequence[Fault], outcome: Outcome) -> str:
        calls: dict[int, RemoteCall] = dict(enumerate(outcome.calls))
        told = " and ".join(f"{fault.kind} at call {fault.at}, {calls.get(fault.at)}" for fault in faults)
        return f"{self.figures.operation}, {told or 'undisturbed'}"
