"""The sweep in parts, which processes share out among themselves."""

import logging
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from tests.faults.memory_account import memory_account
from tests.faults.operations import OPERATIONS
from tests.faults.sweep import Figures, Sweep

PARTS = 8
"""Of each operation's schedules, so that all processes have work to the end."""


@dataclass(frozen=True)
class Part:
    """A part of one operation's schedules.

    Attributes:
        operation: its index.
        part: which of its parts.
        every: only every so many-th first fault.
        pairs: how many second faults with each first one; None: all.
    """

    operation: int
    part: int
    every: int
    pairs: int | None


def full_sweep(operations: Sequence[int], every: int, pairs: int | None, processes: int | None) -> list[Figures]:
    """Run the schedules of some operations, by their indices; processes: None for one on each core."""
    parts = [Part(operation, part, every, pairs) for operation in operations for part in range(PARTS)]
    figures = {operation: Figures(OPERATIONS[operation].name) for operation in operations}
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for part, result in zip(parts, pool.map(run_part, parts), strict=True):
            figures[part.operation].add(result)
    return list(figures.values())


def run_part(part: Part) -> Figures:
    """Run one part, in a process of its own."""
    logging.disable(logging.CRITICAL)
    with memory_account() as memory:
        sweep = Sweep(memory, OPERATIONS[part.operation])
        sweep.run_singles(sweep.singles()[part.part :: PARTS][:: part.every])
        if part.pairs != 0:
            chance = random.Random(f"{part.operation} {part.part}")
            sweep.run_pairs(sweep.firsts()[part.part :: PARTS][:: part.every], part.pairs, chance)
        return sweep.figures
