"""What the sweep finds in memory is what boto3, botocore's errors and a real table come to.

A schedule of some operations, both ways: the same remote calls, look by look, and nothing wrong at the end.
"""

import random
from collections.abc import Iterator, Sequence

import pytest

from tests.faults.boto3_account import Boto3Account, boto3_account
from tests.faults.fault import Fault, FaultKind, kinds_for
from tests.faults.memory_account import MemoryAccount, memory_account
from tests.faults.operation import Operation
from tests.faults.operations import OPERATIONS
from tests.faults.remote_call import RemoteCall
from tests.faults.schedule import Outcome, prepare, run

CHOSEN = [
    "create by search",
    "create adopting a parked number",
    "update exact, replacing",
    "delete that parks",
]
SLOW = (FaultKind.UNAVAILABLE, FaultKind.UNAVAILABLE_LONG, FaultKind.DENIED, FaultKind.SENT_TWICE)
"""Those that only last longer; and the second request that boto3 sends by itself, below where these faults are."""


def faults_of(name: str, calls: Sequence[RemoteCall]) -> list[Fault]:
    """A fault somewhere in the operation, and a second one later."""
    chance = random.Random(name)
    first, second = sorted(chance.sample(range(len(calls)), 2))
    return [
        Fault(index, chance.choice([kind for kind in kinds_for(calls[index]) if kind not in SLOW]))
        for index in (first, second)
    ]


def outcome_of(made: MemoryAccount | Boto3Account, operation: Operation, faults: list[Fault]) -> Outcome:
    return run(made.account, prepare(made.account, operation), faults)


@pytest.fixture(scope="module")
def in_memory() -> dict[str, tuple[list[Fault], Outcome]]:
    """The schedules and what they come to in memory."""
    outcomes = {}
    with memory_account() as memory:
        beginning = memory.remember()
        for operation in (each for each in OPERATIONS if each.name in CHOSEN):
            memory.restore(beginning)
            calls = outcome_of(memory, operation, []).calls
            memory.restore(beginning)
            faults = faults_of(operation.name, calls)
            outcomes[operation.name] = faults, outcome_of(memory, operation, faults)
    return outcomes


@pytest.fixture(scope="module")
def boto3_made(in_memory: object) -> Iterator[tuple[Boto3Account, object]]:
    """After the account in memory: there is one local Connect in a process."""
    with boto3_account() as made:
        yield made, made.remember()


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("name", CHOSEN)
def test_the_same_calls_are_made(
    boto3_made: tuple[Boto3Account, object],
    in_memory: dict[str, tuple[list[Fault], Outcome]],
    name: str,
) -> None:
    (operation,) = (each for each in OPERATIONS if each.name == name)
    made, beginning = boto3_made
    faults, expected = in_memory[name]
    made.restore(beginning)  # type: ignore[arg-type]
    outcome = outcome_of(made, operation, faults)
    assert outcome.looks == expected.looks
    assert len(outcome.failed) == len(expected.failed)
    assert outcome.problems == expected.problems == []
