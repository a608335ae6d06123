"""Random histories of an account: several stacks at once, with faults and with changes by hand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.faults.account import REPLICA, numbers_held
from tests.faults.invariants import check, claims_of, live_numbers
from tests.faults.telling import answer_problems
from tests.simulation.cloudformation import ONCE, Delivery
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.response_url import SECONDS as DELIVERED_AGAIN_WITHIN
from tests.simulation.sibling import Sibling
from tests.simulation.stack import Declared, Stack
from tests.simulation.stack_resource import Rollback
from tests.simulation.timeline import Switches
from tests.simulation.world import World
from tests.stateful.people import Act, People
from tests.stateful.tasks import Task, Tasks
from tests.stateful.watches import Watches
from tests.stateful.wish import WISHES, Wish

DAY = 24 * 3600
SLOTS = 3
NAME = "Number"
SLOT = st.integers(0, SLOTS - 1)
STUCK = ("DELETE_FAILED", "ROLLBACK_FAILED", "UPDATE_ROLLBACK_FAILED")
GONE = ("DELETE_COMPLETE", "ROLLBACK_COMPLETE")
LEGITIMATE = (
    *("was released outside of this stack", "is owned by", "is not sent", "is not among the numbers of"),
    *("can't be claimed for", "is already claimed to", "is available for", "could not be moved"),
)
"""The reasons for which an update may never be rolled back, though the services work."""


class Ending(Enum):
    """How a deployment ends, if nothing fails by itself."""

    KEPT = "it succeeds"
    FAILS = "another resource fails when all others are done"
    CANCELLED = "another resource fails, and CloudFormation awaits no answer any more"
    KEPT_FAILED = "the same, and nothing is rolled back"
    UNHEARD = "the success does not reach CloudFormation, which hears of a failure"


class Trouble(Enum):
    """The ways in which the service fails without an error of a call."""

    A_CLAIM_FAILS = "the carrier did not answer"
    TWO_CLAIMS_FAIL = "nor the second time"
    A_NUMBER_IS_LOST = "somebody else was faster"
    A_MOVE_FAILS = "the number is being used"
    STATUSES_SETTLE_SLOWLY = "they take 40 seconds"
    A_LIST_LACKS_NUMBERS = "every second one"


@dataclass(frozen=True)
class Course:
    """The disturbances of an operation.

    Attributes:
        faults: the faults of its remote calls.
        switches: after how many remote calls another invocation goes on; each is counted from the one before.
        delivered: how late each event arrives, in seconds, for each of its deliveries.
        with_next: whether the operation waits, and runs beside the next operation.
    """

    faults: tuple[Fault, ...] = ()
    switches: tuple[int, ...] = ()
    delivered: tuple[float, ...] = (0.0,)
    with_next: bool = False


_KINDS = [kind for kind in FaultKind if kind not in (FaultKind.CONFLICT, FaultKind.BUSY, FaultKind.DENIED)]
COURSES = st.builds(
    Course,
    faults=st.lists(
        st.builds(
            Fault, kind=st.sampled_from(_KINDS), at=st.integers(0, 80), seconds=st.sampled_from([0.0, 20.0, 180.0])
        ),
        max_size=2,
    ).map(tuple),
    switches=st.lists(st.integers(0, 12), max_size=8).map(tuple),
    delivered=st.sampled_from([(0.0,), (0.0,), (0.0, 0.0), (0.0, 7.0), (5.0,), (0.0, 400.0), (90.0,)]),
    with_next=st.booleans(),
)


@dataclass
class Tally:
    """Counts of the operations in all histories."""

    histories: int = 0
    remote_calls: int = 0
    responses: int = 0
    counted_operations: int = 0

    def __str__(self) -> str:
        return (
            f"{self.histories} histories: {self.responses} responses to CloudFormation, {self.remote_calls} remote "
            f"calls, {self.counted_operations} claims and releases"
        )


class PhoneNumberMachine(RuleBasedStateMachine):
    """Three stacks at the same time, each with one number."""

    def __init__(self, begin_again: Callable[[], World], tally: Tally) -> None:
        super().__init__()
        self.tally = tally
        self.world = begin_again()
        self.other = self.world.add_instance()
        self.group_arn = self.world.add_group(REPLICA)
        self.world.advance(5)
        instances = self.world.instance_arn, self.other.instance_arn
        self.targets = [
            (self.world.instance_arn, self.world.flow_arns),
            (self.other.instance_arn, self.other.flow_arns),
            (self.group_arn, self.world.flow_arns),
        ]
        for instance_arn in instances:
            self.world.control.set_quota(instance_arn, 10)
        self.people = People(self.world, instances)
        self.watches = Watches(self.world, instances)
        self.instances = instances
        self.world.timeline.overlaps = True
        self.tasks = Tasks(self.world.timeline)
        self.stacks = [self.world.stack(rollback=rollback) for rollback in (*Rollback, Rollback.BY_UPDATE)]
        self.under_way: list[Task | None] = [None] * SLOTS
        self.gone: list[Stack] = []

    def teardown(self) -> None:
        try:
            self._come_to_rest()
        finally:
            self.tally.histories += 1
            self.tally.remote_calls += len(self.world.remote_calls.made)
            self.tally.responses += sum(len(stack.responses) for stack in (*self.stacks, *self.gone))
            for instance_arn in self.instances:
                self.tally.counted_operations += len(self.world.control.quota(instance_arn)["operations"])
            self.world.timeline.close()

    @initialize(quotas=st.tuples(st.integers(4, 7), st.integers(1, 3)))
    def begin(self, quotas: tuple[int, int]) -> None:
        for instance_arn, quota in zip(self.instances, quotas, strict=True):
            self.world.control.set_quota(instance_arn, quota)
        self.world.advance(400)

    @rule(
        slot=SLOT,
        wish=WISHES,
        ending=st.sampled_from([Ending.KEPT, *Ending]),
        seconds=st.integers(0, 40),
        again=st.booleans(),
        course=COURSES,
    )
    def deploy(self, *, slot: int, wish: Wish, ending: Ending, seconds: int, again: bool, course: Course) -> None:
        """Create the resource, or update it if the stack has it."""
        stack = self._idle(slot)
        if stack.status in STUCK:
            return
        declared = Declared(wish.properties(self.targets, self.people.numbers_by_hand()))
        if ending is Ending.KEPT_FAILED:
            # An event that is later than the next Create can't be told from it: see docs/reliability.md.
            course = replace(course, faults=(), delivered=(0.0,), with_next=False)
        self.world.cloudformation.loses_next_success = ending is Ending.UNHEARD
        sibling = None
        if ending in (Ending.FAILS, Ending.CANCELLED, Ending.KEPT_FAILED):
            is_cancelled = ending is not Ending.FAILS
            sibling = Sibling(float(seconds) if is_cancelled else None, cancels=is_cancelled)
        self._begin(
            slot,
            stack.deploy(
                {NAME: declared},
                rolls_back=ending is not Ending.KEPT_FAILED,
                sibling=sibling,
                uses_request_ids_again=again,
            ),
            course,
        )

    @rule(slot=SLOT, retaining=st.sampled_from([False, False, False, True]), course=COURSES)
    def remove(self, slot: int, retaining: bool, course: Course) -> None:
        """Delete the stack, or retain its number. After a failure, try the deletion or rollback again."""
        stack = self._idle(slot)
        if stack.status == "UPDATE_ROLLBACK_FAILED":
            self._begin(slot, stack.roll_back(), course)
        elif stack.status:
            is_held = bool(live_numbers([stack])) and stack.status.endswith("COMPLETE")
            self._begin(slot, stack.delete(retaining=(NAME,) if retaining and is_held else ()), course)

    @rule(slot=SLOT, back=st.integers(0, 5))
    def deliver_again(self, slot: int, back: int) -> None:
        """Deliver an event of the last hours a second time."""
        stack, now = self.stacks[slot], self.world.now()
        events = [event for event in self.world.cloudformation.events if event["StackId"] == stack.stack_id]
        if back < len(events) and self.world.now() - now < DELIVERED_AGAIN_WITHIN:
            self.world.cloudformation.deliver(events[-1 - back])

    @rule(trouble=st.sampled_from(list(Trouble)))
    def trouble(self, trouble: Trouble) -> None:
        control = self.world.control
        if trouble in (Trouble.A_CLAIM_FAILS, Trouble.TWO_CLAIMS_FAIL):
            control.fail_next_claims(trouble.value, count=1 if trouble is Trouble.A_CLAIM_FAILS else 2)
        elif trouble is Trouble.A_NUMBER_IS_LOST:
            control.lose_race()
        elif trouble is Trouble.A_MOVE_FAILS:
            control.fail_next_updates(trouble.value)
        elif trouble is Trouble.STATUSES_SETTLE_SLOWLY:
            control.configure({"settle_seconds": 40.0})
        else:
            control.configure({"list_lacks_every": 2})

    @rule(act=st.sampled_from(list(Act)), slot=SLOT, instance=st.integers(0, 1))
    def by_hand(self, act: Act, slot: int, instance: int) -> None:
        """Change something by hand, in the console or with the command line."""
        self._let_all_end()
        live = [physical.physical_resource_id for _, _, physical in live_numbers([self.stacks[slot]])]
        is_blocked = self.stacks[slot].status in STUCK or self.stacks[slot].status.endswith("E_FAILED")
        self.world.control.clear_faults()
        self.people.do(act, live[0] if live and not is_blocked else None, self.instances[instance])
        self.people.look()
        self.watches.look_away()

    @rule(seconds=st.sampled_from([60, 3600, 30 * DAY, 179 * DAY, 181 * DAY]))
    def wait(self, seconds: int) -> None:
        self._let_all_end()
        self.world.advance(seconds)

    @rule()
    def rest(self) -> None:
        self._come_to_rest()

    @invariant()
    def nothing_is_wrong(self) -> None:
        problems = [*self.watches.problems, *self.people.problems(), *answer_problems(self.world)]
        problems += self.world.function.mistakes
        assert problems == [], problems

    def _idle(self, slot: int) -> Stack:
        """The slot's stack, once no operation on it is under way. A new stack if the old one is gone."""
        task, stack = self.under_way[slot], self.stacks[slot]
        if task is not None and not task.is_done:
            self.tasks.run([task])
        if stack.status in GONE:
            self.gone.append(stack)
            stack = self.stacks[slot] = self.world.stack(rollback=stack.rollback)
        return stack

    def _begin(self, slot: int, process: Any, course: Course) -> None:
        self.world.disturb(*course.faults)
        self.world.cloudformation.delivery = lambda event: Delivery(course.delivered)
        self.world.timeline.switch = Switches(course.switches)
        self.under_way[slot] = self.tasks.begin(process)
        if not course.with_next:
            self.tasks.run([task for task in self.under_way if task is not None])

    def _let_all_end(self) -> None:
        """Let all operations end, without further faults."""
        world = self.world
        world.remote_calls.calm()
        world.control.clear_faults()
        world.control.configure({"settle_seconds": 1.0, "list_lacks_every": 0})
        world.cloudformation.delivery = lambda event: ONCE
        world.timeline.switch = Switches(())
        self.tasks.run_all()
        world.cloudformation.loses_next_success = False

    def _come_to_rest(self) -> None:
        """Try failed operations again, as operators do, and check all promises."""
        self._let_all_end()
        for round_ in range(2):
            self.world.advance(200)
            for slot, stack in enumerate(self.stacks):
                self._mend(slot, stack)
            self._let_all_end()
            if round_ or not any(stack.status in STUCK for stack in self.stacks):
                break
            self.world.advance(181 * DAY)  # After this time, the budget allows releases again.
        for slot, stack in enumerate(self.stacks):
            self._give_up(slot, stack)
        self._let_all_end()
        self.world.advance(200)
        problems = [*self.watches.problems, *self.people.problems(), *self._problems_at_rest()]
        problems += self.world.function.mistakes
        assert problems == [], problems

    def _mend(self, slot: int, stack: Stack) -> None:
        if stack.status in ("UPDATE_ROLLBACK_FAILED", "UPDATE_FAILED"):
            self.under_way[slot] = self.tasks.begin(stack.roll_back())
        elif stack.status in (*STUCK, "CREATE_FAILED"):
            self.under_way[slot] = self.tasks.begin(stack.delete())

    def _give_up(self, slot: int, stack: Stack) -> None:
        """Skip the rollback of an update that can never be rolled back, and delete the stack."""
        if stack.status == "UPDATE_ROLLBACK_FAILED":
            reason = next(each.reason for each in reversed(stack.responses) if not each.succeeded)
            assert any(words in reason for words in LEGITIMATE), f"the update can't be rolled back: {reason}"
            resource = stack.resources[NAME]
            previous, physical = resource.previous, resource.physical
            assert previous is not None
            assert physical is not None
            if previous.physical_resource_id != physical.physical_resource_id:
                resource.superseded.append(previous)
            self.tasks.run([self.tasks.begin(stack.roll_back(skipping=(NAME,)))])
            self.under_way[slot] = self.tasks.begin(stack.delete())
        elif stack.status in STUCK:
            raise AssertionError(f"{stack.status}: {stack.responses[-1].reason}")

    def _problems_at_rest(self) -> list[str]:
        lost = self.people.released | self.people.given_away
        stacks = [*self.stacks, *self.gone]
        live = {physical.physical_resource_id for _, _, physical in live_numbers(stacks)}
        doomed = {claim["phone_number_arn"] for _, claim in claims_of(self.world) if claim["fate"] == "DOOMED"}
        given_up = {physical.physical_resource_id for stack in stacks for physical in stack.given_up} & doomed
        others = (self.people.others - live) & set(numbers_held())
        found = check(self.world, stacks, others, self.people.owned, frozenset(given_up))
        return [problem for problem in found if not any(arn in problem for arn in lost)]
