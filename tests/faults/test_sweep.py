"""A sample of the fault sweep: each operation with one trouble, and with two.

`python -m tests.faults` runs the whole sweep, with as many pairs as asked for.
"""

import random

import pytest

from tests.faults.account import Account, begin_again
from tests.faults.operation import Operation
from tests.faults.operations import OPERATIONS
from tests.faults.schedule import Schedules
from tests.faults.settings import VARIANTS
from tests.faults.sweep import Sweep

SINGLES = 2
PAIRS = 1
OPERATIONS_OF_A_SETTING = 2


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_whatever_fails_nothing_leaks_and_nothing_of_others_is_touched(account: Account, operation: Operation) -> None:
    sweep = Sweep(Schedules(account, operation))
    if operation.refusal:
        assert operation.refusal in str([each.reason for each in sweep.undisturbed.responses])
    chance = random.Random(operation.name)
    sweep.run_singles(chance.sample(sweep.singles(), SINGLES))
    sweep.run_pairs(chance.sample(sweep.firsts(), PAIRS), 1, chance)
    assert sweep.figures.problems == []
    assert sum(sweep.figures.singles.values()) == SINGLES


@pytest.mark.parametrize("setting", VARIANTS)
def test_whichever_way_amazon_connect_behaves(account: Account, setting: str) -> None:
    """Some operations under each setting: each is a behaviour that AWS does not document."""
    beginning, settings = account.world.snapshot(), account.world.provider.settings
    chance, names = random.Random(setting), VARIANTS[setting].operations
    chosen = chance.sample(names, min(OPERATIONS_OF_A_SETTING, len(names)))
    for operation in [operation for operation in OPERATIONS if operation.name in chosen]:
        begin_again(account.world, beginning)
        account.world.provider.settings = settings
        sweep = Sweep(Schedules(account, operation, setting))
        sweep.run_singles(chance.sample(sweep.singles(), 2))
        assert sweep.figures.problems == []
