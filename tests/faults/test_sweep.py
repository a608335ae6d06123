"""Faults at the remote calls of every operation, alone and in pairs: a sample of them.

`python -m tests.faults` runs every single fault and as many pairs as are asked for.
"""

import random

import pytest

from tests.faults.memory_account import MemoryAccount
from tests.faults.operation import Operation
from tests.faults.operations import OPERATIONS
from tests.faults.sweep import Sweep

SINGLES = 8
PAIRS = 3


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_whatever_fails_nothing_leaks_and_nothing_of_others_is_touched(
    account: MemoryAccount, operation: Operation
) -> None:
    sweep = Sweep(account, operation)
    assert (sweep.undisturbed.failed != []) is bool(operation.refusal)
    chance = random.Random(operation.name)
    sweep.run_singles(chance.sample(sweep.singles(), SINGLES))
    sweep.run_pairs(chance.sample(sweep.firsts(), PAIRS), 1, chance)
    assert sweep.figures.problems == []
    assert sum(sweep.figures.singles.values()) == SINGLES
    assert sweep.figures.pairs, "second faults meet calls"
