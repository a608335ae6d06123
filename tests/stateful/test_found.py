"""Histories in which something was wrong once, in the fewest steps."""

from collections.abc import Iterator
from typing import Any

import pytest

from connect_phone_numbers.connect import Connect
from connect_phone_numbers.errors import AccessDeniedError
from connect_phone_numbers.table import Table
from tests.handler.world import World
from tests.stateful.account import Instances
from tests.stateful.machine import Course, PhoneNumberMachine, Tally
from tests.stateful.slot import Ending
from tests.stateful.trouble import Trouble
from tests.stateful.wish import Wish


@pytest.fixture
def machine(world: World) -> Iterator[PhoneNumberMachine]:
    made = PhoneNumberMachine(Instances.make(world), Tally())
    made.begin(quotas=(6, 2))
    yield made
    made.account.close()


def test_a_move_that_fails_leaves_the_flow_and_is_rolled_back(machine: PhoneNumberMachine) -> None:
    machine.deploy(0, Wish(flow=0), Ending.KEPT, 0, Course())
    machine.trouble(Trouble.A_MOVE_FAILS)
    machine.deploy(0, Wish(flow=0, instance=1), Ending.KEPT, 0, Course())
    assert "could not be moved" in machine.slots[0].responses[1].reason
    assert not machine.slots[0].is_stuck
    machine.teardown()


@pytest.mark.parametrize("seconds", range(0, 20, 3))
def test_a_move_that_is_cancelled_is_parked_wherever_the_number_is(machine: PhoneNumberMachine, seconds: int) -> None:
    machine.deploy(0, Wish(flow=0, release_policy="PARK"), Ending.KEPT, 0, Course())
    moved = Wish(flow=0, instance=1, release_policy="PARK")
    machine.deploy(0, moved, Ending.CANCELLED, seconds, Course())
    machine.remove(0, False, Course())
    assert machine.slots[0].resource.failed_deletes == []
    machine.teardown()


def test_a_ledger_that_is_closed_just_after_a_claim_loses_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = Connect.claim

    def claim_and_close(connect: Connect, *arguments: Any) -> Any:
        answer = claim(connect, *arguments)
        monkeypatch.setattr(Connect, "claim", claim)
        patch = pytest.MonkeyPatch()

        refusals = iter(range(2))

        def refuse(*_: Any) -> None:
            # What was answered, and the end of the lock.
            if next(refusals) == 1:
                patch.undo()
            raise AccessDeniedError("UpdateItem (ledger) was refused: AccessDeniedException")

        patch.setattr(Table, "update", refuse)
        return answer

    monkeypatch.setattr(Connect, "claim", claim_and_close)
    resource = world.resource()
    created = resource.create(world.search)
    assert created.succeeded or resource.delete(world.search, created.physical_resource_id).succeeded
    owned = {claim["phone_number"] for claim in world.live_claims()}
    assert set(world.held()) == owned
