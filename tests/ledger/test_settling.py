"""When a claim is looked at first: as soon as claims have settled of late."""

import pytest

from connect_phone_numbers.ledger.settling import LONGEST_SECONDS, REMEMBERED_SECONDS, SHORTEST_SECONDS, Settling
from tests.simulation.memory_table import MemoryTable
from tests.simulation.plain_clock import PlainClock
from tests.simulation.world import World


@pytest.fixture
def clock() -> PlainClock:
    return PlainClock()


@pytest.fixture
def settling(clock: PlainClock) -> Settling:
    return Settling(MemoryTable(), clock.now)  # type: ignore[arg-type]


def test_looks_that_came_too_early_are_learnt_from(settling: Settling) -> None:
    assert settling.seconds() == SHORTEST_SECONDS
    settling.note_early(3)
    assert settling.seconds() == 4
    settling.note_early(1)
    assert settling.seconds() == 4, "another look came too early as well: that tells less"
    settling.note_early(200)
    assert settling.seconds() == LONGEST_SECONDS, "one claim that hangs holds nobody else up"


def test_a_day_later_it_is_tried_again(settling: Settling, clock: PlainClock) -> None:
    settling.note_early(7)
    clock.advance(REMEMBERED_SECONDS + 1)
    assert settling.seconds() == SHORTEST_SECONDS
    settling.note_early(1)
    assert settling.seconds() == 2, "what was known before is forgotten"


@pytest.mark.parametrize(("settle_seconds", "creates"), [(0.5, 0), (1.0, 0), (3.5, 3)])
def test_after_a_few_creates_the_next_one_looks_once(world: World, settle_seconds: float, creates: int) -> None:
    world.control.configure({"settle_seconds": settle_seconds})
    for index in range(creates):
        assert world.resource(f"Number{index}").create(world.search).succeeded
    before = len(world.sent("DescribePhoneNumber"))
    assert world.resource("Last").create(world.search).succeeded
    assert len(world.sent("DescribePhoneNumber")) - before == 1
