"""Random histories of an account: operations, faults, other people, several stacks at once."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.stateful.account import Account, Instances
from tests.stateful.fault import Fault, FaultKind
from tests.stateful.people import Act, People
from tests.stateful.rest import problems_at_rest, settle
from tests.stateful.simulated_lifecycle import SimulatedLifecycle
from tests.stateful.slot import Ending, Slot
from tests.stateful.trouble import Trouble
from tests.stateful.wish import WISHES, Wish

DAY = 24 * 3600
SLOTS = 3
DELIVERED_AGAIN_WITHIN = 2 * 3600
"""How late, in seconds, an event may come a second time."""

SLOT = st.integers(0, SLOTS - 1)


@dataclass(frozen=True)
class Course:
    """What comes between while something runs.

    Attributes:
        faults: of remote calls.
        switches: after how many remote calls each, counted from the one before, another task has its turn.
        twice: whether the events are delivered twice at once.
        with_next: whether it does not run before the next operation does.
    """

    faults: tuple[Fault, ...] = ()
    switches: tuple[int, ...] = ()
    twice: bool = False
    with_next: bool = False


FAULTS = st.builds(
    Fault,
    kind=st.sampled_from(list(FaultKind)),
    after=st.integers(0, 60),
    seconds=st.sampled_from([0, 0, 20, 180]),
)
COURSES = st.builds(
    Course,
    faults=st.lists(FAULTS, max_size=2).map(tuple),
    switches=st.lists(st.integers(0, 12), max_size=8).map(tuple),
    twice=st.booleans(),
    with_next=st.booleans(),
)


@dataclass
class Tally:
    """What was done in all histories."""

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
    """Three stacks, each with one number."""

    def __init__(self, instances: Instances, tally: Tally) -> None:
        super().__init__()
        self.tally = tally
        SimulatedLifecycle.start_anew()
        self.account = Account(instances)
        self.people = People(self.account)
        self.slots = [self._slot(name) for name in ("Support", "Sales", "Night")]

    def _slot(self, name: str) -> Slot:
        account = self.account
        lifecycle = SimulatedLifecycle(name, account.scheduler, account.calls, account.problems, account.control.now)
        return Slot(lifecycle, account.scheduler)

    def teardown(self) -> None:
        try:
            settle(self.account, self.slots)
            self._require_rest()
        finally:
            self._count()
            self.account.close()

    def _count(self) -> None:
        self.tally.histories += 1
        self.tally.remote_calls += self.account.calls.made
        self.tally.responses += sum(len(slot.responses) for slot in self.slots)
        for instance_arn, _ in self.account.instances:
            self.tally.counted_operations += len(self.account.control.quota(instance_arn)["operations"])
        self.tally.counted_operations -= len(self.people.bystanders)

    @initialize(quotas=st.tuples(st.integers(4, 7), st.integers(1, 3)))
    def begin(self, quotas: tuple[int, int]) -> None:
        self.people.settle_in(quotas)

    @rule(
        slot=SLOT,
        wish=WISHES,
        ending=st.sampled_from([Ending.KEPT, *Ending]),
        seconds=st.integers(0, 40),
        course=COURSES,
    )
    def deploy(self, slot: int, wish: Wish, ending: Ending, seconds: int, course: Course) -> None:
        """Create the resource, or update it where there is one."""
        chosen = self._idle(slot)
        if not chosen.is_blocked:
            properties = wish.properties(self.account.instances, self.people.numbers_by_hand())
            operation = chosen.create if chosen.resource.physical is None else chosen.update
            chosen.begin(operation.__name__, lambda: operation(properties, ending, seconds))
        self._run(course)

    @rule(slot=SLOT, retaining=st.sampled_from([False, False, False, True]), course=COURSES)
    def remove(self, slot: int, retaining: bool, course: Course) -> None:
        """Delete the resource, or retain its number, or try again what could not be deleted or rolled back."""
        chosen = self._idle(slot)
        if chosen.is_blocked:
            chosen.begin("again", chosen.try_again)
        elif chosen.resource.physical is None:
            return
        elif retaining:
            chosen.retain()
        else:
            chosen.begin("delete", chosen.delete)
        self._run(course)

    @rule(slot=SLOT, back=st.integers(0, 3), course=COURSES)
    def deliver_again(self, slot: int, back: int, course: Course) -> None:
        """An event of the last hours comes a second time."""
        lifecycle = self.slots[slot].lifecycle
        young = lifecycle.young_events(DELIVERED_AGAIN_WITHIN)
        if back < len(young):
            delivery = lifecycle.deliver(young[-1 - back])
            self.slots[slot].spawn("again", lambda: lifecycle.follow(delivery))
        self._run(course)

    @rule(trouble=st.sampled_from(list(Trouble)))
    def trouble(self, trouble: Trouble) -> None:
        """Something goes wrong at the service with what comes next."""
        trouble.value(self.account.control)

    @rule(act=st.sampled_from(list(Act)), slot=SLOT)
    def by_hand(self, act: Act, slot: int) -> None:
        """Somebody does something in the console."""
        self._rest()
        self.account.control.advance(60)
        self.people.do(act, self.slots[slot], slot)

    @rule(seconds=st.sampled_from([60, 3600, 30 * DAY, 179 * DAY, 181 * DAY]))
    def wait(self, seconds: int) -> None:
        self._rest()
        self.account.control.advance(seconds)

    @rule()
    def come_to_rest(self) -> None:
        settle(self.account, self.slots)
        self._require_rest()

    @invariant()
    def nothing_is_wrong(self) -> None:
        problems = [*self.account.problems, *self.people.problems()]
        assert problems == [], problems

    def _idle(self, index: int) -> Slot:
        slot = self.slots[index]
        if slot.task is not None and not slot.is_idle:
            self.account.scheduler.run([slot.task])
        return slot

    def _run(self, course: Course) -> None:
        self.account.calls.arm(course.faults)
        for slot in self.slots:
            slot.lifecycle.delivers_twice = course.twice
        tasks = [slot.task for slot in self.slots if slot.task is not None and not slot.task.is_done]
        if not course.with_next:
            self.account.scheduler.run(tasks, course.switches)

    def _rest(self) -> None:
        """Let everything come to its end, as it is."""
        self.account.calls.disarm()
        self.account.scheduler.run_all()

    def _require_rest(self) -> None:
        problems: list[Any] = [
            *self.account.problems,
            *self.people.problems(),
            *problems_at_rest(self.account, self.slots, self.people),
        ]
        assert problems == [], problems
