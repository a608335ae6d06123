"""Neither quota is ever exceeded: refused before harm, counted once, whatever the services tell, and when."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from connect_phone_numbers.model.patience import LISTED_WITHIN, SENT_WITHIN
from connect_phone_numbers.quota.applied_quotas import FRESH_SECONDS as QUOTA_SECONDS
from connect_phone_numbers.quota.arithmetic import WINDOW_SECONDS
from tests.lifecycle.scenes import spend, without_flow
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.sibling import Sibling
from tests.simulation.stack import Declared, Stack
from tests.simulation.world import World

RELEASE = {"ReleasePolicy": "RELEASE"}


@pytest.fixture(autouse=True)
def never_exceeded(world: World) -> Any:
    yield
    assert not world.is_exceeded()


def used(world: World) -> int:
    """The claims and releases that the ledger counted last."""
    return [values["OperationsUsed"] for _, values, _ in world.metrics if "OperationsUsed" in values][-1]


def by_hand(world: World, count: int) -> list[str]:
    numbers = [str(world.control.console_claim(world.instance_arn)["phone_number"]) for _ in range(count)]
    world.advance(20)  # no page of a search shows them any more
    return numbers


class TestNumbersHeld:
    """The quota of active numbers per instance."""

    def test_one_too_many_is_refused_before_any_claim(self, world: World) -> None:
        for index in range(5):
            assert world.resource(f"Number{index}").create(world.search).succeeded
        world.control.clear_journal()
        leased = set(world.leases())
        reason = world.resource().deploy(world.search).reason
        assert "the instance holds 5 of the 5 phone numbers that its quota" in reason
        assert "L-8F812903" in reason
        assert world.sent("ClaimPhoneNumber") == []
        assert set(world.leases()) <= leased, "the number that it was to get is free for others"

    def test_numbers_that_were_claimed_by_hand_count(self, world: World) -> None:
        by_hand(world, 4)
        assert world.resource("First").create(world.search).succeeded
        assert "holds 5 of the 5" in world.resource("Second").deploy(world.search).reason

    def test_a_claim_that_is_sent_late_does_not_overtake_one_that_was_made_since(self, world: World) -> None:
        world.control.set_quota(world.instance_arn, 1)
        late, prompt = world.resource("Late"), world.resource("Prompt")
        world.disturb(Fault(FaultKind.KILLED_BEFORE, operation="ClaimPhoneNumber"))
        key = late.send(late.create_event(world.search))
        world.timeline.run_until(lambda: "CLAIM" in world.operations())
        assert "holds 1 of the 1" in prompt.create(world.search).reason, "a place is kept for it"
        world.settle()
        response = world.cloudformation.response(key)
        assert response is not None
        assert response.succeeded

    def test_a_release_that_is_reserved_does_not_hide_a_number_that_the_list_does_not_show_yet(
        self, world: World
    ) -> None:
        world.control.set_quota(world.instance_arn, 2)
        assert world.resource("Other").create(world.search).succeeded
        world.advance(600)
        world.control.configure({"list_delay_seconds": LISTED_WITHIN - 20.0})
        first, properties = world.resource("First"), {**world.search, **RELEASE}
        created = first.create(properties)
        # Its release is reserved, and never sent for a while.
        world.disturb(Fault(FaultKind.THROTTLED, operation="ReleasePhoneNumber"))
        first.send(first.delete_event(properties, created.physical_resource_id))
        world.advance(5)
        assert "holds 2 of the 2" in world.resource("Second").deploy(world.search).reason
        assert len(world.held()) == 2

    @pytest.mark.parametrize("delay", [0.0, 30.0, 110.0])
    def test_a_list_that_is_behind_does_not_free_a_place(self, world: World, delay: float) -> None:
        world.control.set_quota(world.instance_arn, 2)
        world.control.configure({"list_delay_seconds": delay})
        stacks = [world.stack() for _ in range(4)]
        world.run_together(*(stack.deploy({"Number": Declared(world.search)}) for stack in stacks))
        assert len(world.held()) == 2


class TestBudget:
    """Claims and releases in any 180 days: at most twice the quota."""

    def test_one_too_many_is_refused_before_any_claim_and_says_when_it_is_possible(self, world: World) -> None:
        first_at = int(world.now())
        spend(world, cycles=5)
        world.control.clear_journal()
        refused = world.resource("Sixth").deploy(world.search).reason
        assert "10 claims and releases were made in the last 180 days, and 10, 200 % of the quota of 5" in refused
        assert "The next is possible from 20" in refused
        assert world.sent("ClaimPhoneNumber") == []
        # An operation may have been sent as late as its execution lived.
        world.advance(first_at + WINDOW_SECONDS + SENT_WITHIN - world.now() - 60)
        assert not world.resource("Early").deploy(world.search).succeeded
        world.advance(120)
        assert world.resource("Seventh").create(world.search).succeeded

    def test_creates_that_are_rolled_back_in_a_loop_never_end_in_a_blocked_instance(self, world: World) -> None:
        """The tightest burner there is: a number claimed, its flow refused, the number released, again and again."""
        for index in range(20):
            failing = {**world.search, "ContactFlowArns": without_flow(world)}
            assert not world.resource(f"Loop{index}").deploy(failing).succeeded
            assert not world.is_exceeded()
        assert len(world.operations()) <= 10

    @pytest.mark.parametrize("the_service_counts", [False, True])
    def test_refused_claims_are_counted_unless_it_is_known_that_they_are_free(
        self, world: World, the_service_counts: bool
    ) -> None:
        world.control.configure({"refused_claims_count": the_service_counts})
        for index in range(6):
            world.control.lose_race(count=50)
            world.resource(f"Unlucky{index}").deploy(world.search)
        assert len(world.operations()) == 10, "three candidates a create, as far as the budget goes"
        assert "10 claims and releases were made" in world.resource().deploy(world.search).reason

    def test_refused_claims_that_are_known_to_be_free_are_not_counted(self, world: World) -> None:
        world.provider.settings = replace(world.provider.settings, counts_unsuccessful_claims=False)
        world.control.lose_race(count=2)
        assert world.resource().create(world.search).succeeded
        assert world.operations() == ["CLAIM"]

    @pytest.mark.parametrize("failures", [1, 2])
    def test_failed_claims_that_are_known_to_be_free_are_not_counted(self, world: World, failures: int) -> None:
        world.control.configure({"failed_claims_count": False})
        world.provider.settings = replace(world.provider.settings, counts_unsuccessful_claims=False)
        world.control.fail_next_claims("The carrier did not answer", count=failures)
        world.resource().deploy(world.search)
        assert world.operations() == ["CLAIM"] * (2 - failures)
        assert len(world.control.quota(world.instance_arn)["operations"]) == 2 - failures

    @pytest.mark.parametrize("is_listed", [False, True])
    @pytest.mark.parametrize("the_service_counts", [False, True])
    def test_claims_that_end_failed_are_counted_and_never_released(
        self, world: World, the_service_counts: bool, is_listed: bool
    ) -> None:
        world.control.configure({"failed_claims_count": the_service_counts, "failed_numbers_listed": is_listed})
        for index in range(2):
            world.control.fail_next_claims("The carrier did not answer", count=2)
            failed = world.resource(f"Unlucky{index}").deploy(world.search)
            assert "Amazon Connect could not claim" in failed.reason
            world.advance(300)
        assert world.operations() == ["CLAIM"] * 4, "two attempts each"
        assert "ReleasePhoneNumber" not in world.calls(), "a FAILED number lapses within a day by itself"
        created = world.resource().create(world.search)
        assert created.succeeded, created.reason
        assert world.held() == [created.data["PhoneNumber"]]
        world.advance(2 * 24 * 3600)
        assert world.resource("Later").create(world.search).succeeded
        assert len(world.control.quota(world.instance_arn)["operations"]) <= used(world)
        assert not world.is_exceeded()

    @pytest.mark.parametrize("is_listed", [False, True])
    def test_a_number_whose_claim_failed_can_be_asked_for_again(self, world: World, is_listed: bool) -> None:
        world.control.configure({"failed_numbers_listed": is_listed})
        world.control.fail_next_claims("The carrier did not answer", count=2)
        number = "+12065550142"
        assert not world.resource().deploy(world.exact(number)).succeeded
        world.advance(600)
        created = world.resource("Again").create(world.exact(number))
        assert created.succeeded, created.reason
        assert world.held() == [number]

    def test_what_others_claimed_or_imported_is_counted_when_it_is_seen(self, world: World) -> None:
        by_hand(world, 2)
        assert world.resource("First").create(world.search).succeeded
        assert used(world) == 3, "when they were claimed is not known: it may have been today"
        by_hand(world, 1)
        assert world.resource("Second").create(world.search).succeeded
        assert used(world) == 5

    def test_what_others_released_is_counted_once_two_lists_lack_it(self, world: World) -> None:
        numbers = by_hand(world, 2)
        assert world.resource("First").create(world.search).succeeded
        for number in numbers:
            world.control.console_release(number)
        world.advance(10)
        assert world.resource("Second").create(world.search).succeeded
        world.advance(LISTED_WITHIN)
        assert world.resource("Third").create(world.search).succeeded
        assert used(world) == 7

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_list_that_lacks_a_number_for_a_moment_costs_nothing(self, world: World, count: int) -> None:
        number = world.resource("First").create(world.search).data["PhoneNumber"]
        world.advance(300)
        assert world.resource("Seen").create(world.search).succeeded
        world.control.hide_from_lists(number, count)
        for index in range(3):
            world.advance(20)
            assert world.resource(f"Number{index}").create(world.search).succeeded
        assert used(world) == 5
        assert "holds 5 of the 5" in world.resource("Sixth").deploy(world.search).reason


class TestTheAppliedQuota:
    """The instance's own, else the account's, else the default; and what if Service Quotas does not tell."""

    @pytest.mark.parametrize(
        ("own", "account", "is_told", "counts"),
        [(7, None, True, 7), (None, 3, True, 3), (None, None, True, 5), (None, None, False, 5), (2, 8, True, 2)],
    )
    def test_the_narrowest_counts(
        self, world: World, own: int | None, account: int | None, is_told: bool, counts: int
    ) -> None:
        world.control.configure({"account_quota": account, "account_quota_is_told": is_told})
        if own is not None:
            world.control.set_quota(world.instance_arn, own)
        for index in range(counts):
            assert world.resource(f"Number{index}").create(world.search).succeeded
        assert f"holds {counts} of the {counts}" in world.resource().deploy(world.search).reason

    def test_where_it_is_not_told_the_default_is_assumed_and_said_to_be(self, world: World) -> None:
        by_hand(world, 5)
        world.control.inject_fault("GetServiceQuota", "access_denied", count=1000)
        assert "assumed, as Service Quotas did not tell it" in world.resource().deploy(world.search).reason

    def test_or_what_the_provider_says(self, world: World) -> None:
        world.provider.settings = replace(world.provider.settings, phone_numbers_per_instance=1)
        world.control.inject_fault("GetServiceQuota", "access_denied", count=1000)
        assert world.resource("First").create(world.search).succeeded
        refused = world.resource("Second").deploy(world.search).reason
        assert "holds 1 of the 1 phone numbers that its quota (the provider's phone_numbers_per_instance" in refused

    def test_where_it_is_denied_at_first_it_is_asked_again(self, world: World) -> None:
        """A policy that was written a moment ago."""
        world.control.set_quota(world.instance_arn, 50)
        by_hand(world, 6)
        world.control.inject_fault("GetServiceQuota", "access_denied", count=3)
        created = world.resource().create(world.search)
        assert created.succeeded, created.reason

    def test_a_lower_quota_that_may_not_be_asked_for_yet_is_not_exceeded(self, world: World) -> None:
        world.control.set_quota(world.instance_arn, 1)
        by_hand(world, 1)
        world.control.inject_fault("GetServiceQuota", "access_denied", count=3)
        assert "holds 1 of the 1" in world.resource().deploy(world.search).reason
        assert not world.sent("ClaimPhoneNumber")

    def test_what_was_told_once_goes_on_to_count_when_it_is_not_told_any_more(self, world: World) -> None:
        world.control.set_quota(world.instance_arn, 1)
        assert world.resource("First").create(world.search).succeeded
        world.advance(QUOTA_SECONDS + 1)
        world.control.inject_fault("GetServiceQuota", "access_denied", count=1000)
        assert "holds 1 of the 1" in world.resource("Second").deploy(world.search).reason


class TestAtTheSameTime:
    """Decisions of several functions: what the one reads, the other may be changing."""

    def compete(self, world: World, count: int, **stack: Any) -> list[Stack]:
        stacks = [world.stack(**stack) for _ in range(count)]
        world.run_together(*(each.deploy({"Number": Declared({**world.search, **RELEASE})}) for each in stacks))
        return stacks

    @pytest.mark.parametrize("prepare", ["places", "operations"])
    @pytest.mark.parametrize("pattern", [(1,), (2,), (3, 1), (7,), (1, 5, 2)])
    def test_turns_at_every_remote_call_and_between_the_items_of_a_query(
        self, world: World, prepare: str, pattern: tuple[int, ...]
    ) -> None:
        """DynamoDB reads a Query item by item: another's transaction may commit in between."""
        world.control.set_quota(world.instance_arn, 3)
        if prepare == "operations":
            spend(world, cycles=2)
        else:
            assert world.resource("First").create(world.search).succeeded
        world.advance(300)
        world.timeline.switch = turns(pattern)
        stacks = self.compete(world, 4)
        assert sum(stack.status == "CREATE_COMPLETE" for stack in stacks) == 2

    @pytest.mark.parametrize("ahead", [-2.0, 2.0, 9.0])
    def test_clocks_that_differ(self, world: World, ahead: float) -> None:
        """Six creates for three places beside three deletes; one look is denied, one create cancelled."""
        world.control.set_quota(world.instance_arn, 3)
        world.provider.skew = lambda holder: ahead if int(holder.rpartition("-")[2]) % 3 == 0 else 0.0
        going = self.compete(world, 3)
        assert len(world.held()) == 3
        world.timeline.switch = turns((3, 1, 4))
        world.control.configure({"list_delay_seconds": 20.0, "release_seconds": 12.0})
        world.control.inject_fault("DescribePhoneNumber", "access_denied", after=5)
        coming = [world.stack() for _ in range(6)]
        number = {"Number": Declared(world.search)}
        deploying = [stack.deploy(number) for stack in coming[1:]]
        cancelled = coming[0].deploy(number, sibling=Sibling(after=3, cancels=True))
        world.run_together(cancelled, *deploying, *(stack.delete() for stack in going))
        world.settle()
        assert len(world.held()) <= 3

    def test_a_number_that_no_list_shows_yet_counts_by_every_clock(self, world: World) -> None:
        world.control.set_quota(world.instance_arn, 1)
        world.control.configure({"list_delay_seconds": 119.0})
        world.provider.skew = lambda holder: -4.5
        assert world.resource("Behind").create(world.search).succeeded
        world.provider.skew = lambda holder: 4.5
        world.advance(110)
        assert "holds 1 of the 1" in world.resource("Ahead").deploy(world.search).reason

    def test_the_numbers_are_listed_once_for_all_who_ask(self, world: World) -> None:
        world.control.set_quota(world.instance_arn, 100)
        began = world.now()
        stack = world.stack()
        world.run_together(stack.deploy({f"Number{index}": Declared(world.search) for index in range(20)}))
        assert len(world.sent("ListPhoneNumbersV2")) <= 1 + (world.now() - began) // 5
        assert len(world.sent("GetServiceQuota")) == 1
        assert len(world.sent("ClaimPhoneNumber")) == 20

    def test_a_list_that_is_throttled_holds_up_nobody_for_long(self, world: World) -> None:
        world.control.inject_fault("ListPhoneNumbersV2", "throttle")
        began = world.now()
        assert [stack.status for stack in self.compete(world, 2)] == ["CREATE_COMPLETE"] * 2
        assert world.now() - began < 20

    def test_a_history_that_another_is_writing_is_waited_for(self, world: World) -> None:
        assert world.resource("First").create(world.search).succeeded
        by_hand(world, 1)
        world.disturb(*[Fault(FaultKind.CONFLICT, operation="TransactWriteItems", at=at) for at in range(3)])
        assert world.resource("Second").create(world.search).succeeded


def turns(pattern: tuple[int, ...]) -> Callable[[], bool]:
    """Another function has its turn after so many remote calls, again and again."""
    left = [0, pattern[0]]

    def switch() -> bool:
        left[1] -= 1
        if left[1] > 0:
            return False
        left[0] += 1
        left[1] = pattern[left[0] % len(pattern)]
        return True

    return switch


def test_the_figures_are_told_to_cloudwatch(world: World) -> None:
    world.resource().create(world.search)
    [(instance_arn, values, _)] = world.metrics
    assert instance_arn == world.instance_arn
    assert values == {"Quota": 5, "NumbersHeld": 1, "OperationsUsed": 1, "OperationsLeft": 9}


def test_a_number_of_ours_that_others_release_before_any_list_has_shown_it_counts(world: World) -> None:
    world.control.set_quota(world.instance_arn, 5)
    number = world.resource("First").create(world.search).data["PhoneNumber"]
    world.advance(24 * 3600)
    world.control.console_release(number)
    for name in ("Second", "Third"):
        assert world.resource(name).create(world.search).succeeded
        world.advance(300)
    assert world.resource("Fourth").create(world.search).succeeded
    assert sorted(world.operations()) == ["CLAIM", "CLAIM", "CLAIM", "CLAIM", "RELEASE"]
