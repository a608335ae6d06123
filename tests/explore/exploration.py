"""The exploration: breadth first, each situation once, within the bounds."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from tests.explore.canonical import Canonical
from tests.explore.configuration import Configuration
from tests.explore.connect import Connect
from tests.explore.effects import Effects
from tests.explore.invocation import Invocations
from tests.explore.ledger import Ledger
from tests.explore.move import Words
from tests.explore.moves import Moves
from tests.explore.operator import PROGRAMS
from tests.explore.promises import Promises, is_at_rest
from tests.explore.start import begin
from tests.explore.world import Left, World


@dataclass
class Figures:
    """The figures of an exploration."""

    configuration: str
    states: int = 0
    transitions: int = 0
    depth: int = 0
    at_rest: int = 0
    steps: int = 0
    seconds: float = 0.0
    is_complete: bool = True


@dataclass(frozen=True)
class Violation:
    """A shortest path to something that must never happen.

    Attributes:
        wrong: the broken promise.
        path: the moves, each as the parts of its words.
    """

    wrong: str
    path: tuple[tuple[Words, ...], ...]


@dataclass
class Outcome:
    """The figures and the violations of an exploration."""

    figures: Figures
    violations: list[Violation] = field(default_factory=list)


class Exploration:
    """Explores one configuration within bounds."""

    def __init__(self, configuration: Configuration) -> None:
        self._ledger = Ledger()
        connect = Connect(configuration.behaviour)
        effects = Effects(configuration, self._ledger, connect)
        self._configuration = configuration
        self._invocations = Invocations(effects.told, configuration.settings, PROGRAMS)
        self._moves = Moves(configuration, effects, self._invocations)
        self._canonical = Canonical(self._ledger.items)
        self._promises = Promises(self._ledger.items.number_of)
        self._seen: dict[Hashable, list[Left]] = {}
        self._parents: list[tuple[int, tuple[Words, ...]]] = []

    def run(self, *bounds: Left, most_violations: int = 1, seconds: float = float("inf")) -> Outcome:
        """Explore all paths within one of the bounds. Stop at so many violations with different words."""
        started = time.perf_counter()
        figures = Figures(self._configuration.name)
        outcome = Outcome(figures)
        world = begin(self._configuration, self._ledger, self._moves)
        starts = [world._replace(left=left) for left in bounds]
        frontier = [(self._found(start, -1, ()), start) for start in starts if self._is_new(start)]
        known: set[str] = set()
        while frontier and figures.is_complete:
            following: list[tuple[int, World]] = []
            figures.depth += 1
            for index, before in frontier:
                if time.perf_counter() - started > seconds:
                    figures.is_complete = False
                    break
                for move in self._moves.of(before):
                    figures.transitions += 1
                    if move.wrong:
                        self._note(outcome, known, move.wrong, index, move.words)
                        continue
                    if not self._is_new(move.world):
                        continue
                    found = self._found(move.world, index, move.words)
                    wrong = next(self._promises.broken(move.world), "")
                    figures.at_rest += is_at_rest(move.world)
                    if wrong:
                        self._note(outcome, known, wrong, found, ())
                        continue
                    following.append((found, move.world))
                if len(outcome.violations) >= most_violations:
                    figures.is_complete = False
                    break
            frontier = following
        figures.states, figures.steps = len(self._parents), self._invocations.runs
        figures.seconds = time.perf_counter() - started
        return outcome

    def _is_new(self, world: World) -> bool:
        """Whether the situation is new. It is not if it was met before with as much of the bound left."""
        bounds = self._seen.setdefault(self._canonical.key(world), [])
        if any(bound.covers(world.left) for bound in bounds):
            return False
        bounds[:] = [bound for bound in bounds if not world.left.covers(bound)]
        bounds.append(world.left)
        return True

    def _found(self, world: World, parent: int, words: tuple[Words, ...]) -> int:
        self._parents.append((parent, words))
        return len(self._parents) - 1

    def _note(self, outcome: Outcome, known: set[str], wrong: str, index: int, words: tuple[Words, ...]) -> None:
        kind = "".join(each for each in wrong if not each.isdigit())
        if kind in known:
            return
        known.add(kind)
        path = list(self._path(index))[::-1]
        outcome.violations.append(Violation(wrong, (*path, words) if words else tuple(path)))

    def _path(self, index: int) -> Iterator[tuple[Words, ...]]:
        while index >= 0:
            index, words = self._parents[index]
            if words:
                yield words
