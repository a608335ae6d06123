"""Schedules that once ended wrongly."""

import pytest

from tests.faults.fault import Fault, FaultKind
from tests.faults.memory_account import MemoryAccount
from tests.faults.operations import OPERATIONS
from tests.faults.sweep import Sweep

pytestmark = pytest.mark.usefixtures("quiet")


def sweep_of(memory: MemoryAccount, name: str) -> Sweep:
    return Sweep(memory, next(operation for operation in OPERATIONS if operation.name == name))


def index_after(sweep: Sweep, operation: str) -> int:
    """Of the call that follows the first one of an operation."""
    return [call.operation for call in sweep.undisturbed.calls].index(operation) + 1


@pytest.mark.parametrize("kind", [FaultKind.DENIED_BRIEFLY, FaultKind.DENIED])
def test_a_claim_that_took_effect_is_not_forgotten_when_the_ledger_refuses_its_answer(
    account: MemoryAccount, kind: FaultKind
) -> None:
    sweep = sweep_of(account, "create by search")
    sweep.schedule(Fault(index_after(sweep, "ClaimPhoneNumber"), kind))
    assert sweep.figures.problems == []


def test_an_exact_number_that_was_only_reserved_is_free_after_the_roll_back(account: MemoryAccount) -> None:
    sweep = sweep_of(account, "create exact")
    for index in range(index_after(sweep, "ClaimPhoneNumber")):
        sweep.schedule(Fault(index, FaultKind.KILLED_AFTER))
    assert sweep.figures.problems == []


def test_a_flow_that_was_removed_comes_back_with_the_roll_back(account: MemoryAccount) -> None:
    sweep = sweep_of(account, "update, flow removed")
    sweep.schedule(Fault(index_after(sweep, "DisassociatePhoneNumberContactFlow"), FaultKind.KILLED_BEFORE))
    assert sweep.figures.problems == []


def test_a_number_given_back_can_be_deleted_again(account: MemoryAccount) -> None:
    sweep = sweep_of(account, "delete of one taken over")
    sweep.schedule(Fault(len(sweep.undisturbed.calls) - 1, FaultKind.KILLED_BEFORE))
    assert sweep.figures.problems == []


def test_a_roll_back_that_is_cut_off_and_repeated_releases_what_the_update_claimed(account: MemoryAccount) -> None:
    """The update has recorded its number as reported, and ends before it answers."""
    sweep = sweep_of(account, "update exact, replacing")
    looks = sweep.undisturbed.looks
    (completing,) = (
        index
        for index, look in enumerate(looks)
        if "AssociatePhoneNumberContactFlow" in [call.operation for call in look]
    )
    answer = sum(len(look) for look in looks[: completing + 1]) - 1
    for later in range(1, 13):
        sweep.schedule(Fault(answer, FaultKind.KILLED_BEFORE), Fault(answer + later, FaultKind.KILLED_AFTER))
    assert sweep.figures.problems == []
