"""A schedule: one operation with its troubles, from the prepared account to the final checks."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from local_aws.connect.models.state import connect_state
from tests.faults.account import CONSOLE_NUMBERS, QUOTA, REST, Account, begin_again, numbers_held
from tests.faults.invariants import check, claims_of, quota_problems
from tests.faults.invariants_of_other_types import drift_problems, problems_of_type
from tests.faults.operation import NAME, Operation, Properties
from tests.faults.operations import REMEMBERED_SECONDS
from tests.faults.properties import by_search, exact
from tests.faults.settings import DEFAULTS, VARIANTS, Setting
from tests.faults.telling import answer_problems, kept_log, poor_reasons, secrets_told
from tests.faults.trouble import Trouble, Troubles
from tests.simulation.logical_resource import SERVICE_TIMEOUT
from tests.simulation.remote_call import RemoteCall
from tests.simulation.stack import Declared, Stack
from tests.simulation.stack_resource import CLEAN_UPS

ATTEMPTS = 4
"""How often an operator tries again: more often than a schedule has troubles."""
PROMPTLY = 150
"""The most seconds that the next create may take. A dead process's lock on shared items ends within 20."""
MOST_EVENTS = 25_000
"""The most events of an execution's history."""
GONE = ("DELETE_COMPLETE", "ROLLBACK_COMPLETE")
STUCK = ("DELETE_FAILED", "ROLLBACK_FAILED", "UPDATE_ROLLBACK_FAILED")


class StackResourcesOf:
    """CloudFormation's client: it answers the function's questions about stacks."""

    def __init__(self, *stacks: Stack) -> None:
        self._stacks = {stack.stack_id: stack for stack in stacks}

    def describe_stack_resource(self, StackName: str, LogicalResourceId: str) -> Any:
        physical = self._stacks[StackName].resources[LogicalResourceId].physical
        assert physical is not None
        detail = {"PhysicalResourceId": physical.physical_resource_id, "ResourceStatus": "CREATE_COMPLETE"}
        return {"StackResourceDetail": detail}


class StuckError(AssertionError):
    """A stack can't be deployed or deleted, though there are no more troubles."""


@dataclass
class Outcome:
    """The result of a schedule.

    Attributes:
        looks: the remote calls of each invocation, up to the end of the operation and its clean-up.
        invocations: how many invocations of the function there were.
        events: how many CloudFormation sent.
        struck: how many of the troubles met their call, invocation or event.
        left: the numbers that CloudFormation gave up to delete, and that are left to an operator.
        problems: the broken promises, in words.
        responses: the responses to CloudFormation's requests.
    """

    looks: list[list[RemoteCall]] = field(default_factory=list)
    invocations: int = 0
    events: int = 0
    struck: int = 0
    left: int = 0
    problems: list[str] = field(default_factory=list)
    responses: list[Any] = field(default_factory=list)

    @property
    def calls(self) -> list[RemoteCall]:
        """All remote calls, in order."""
        return [call for look in self.looks for call in look]


class Schedules:
    """Runs the schedules of one operation, each from the same beginning."""

    def __init__(self, account: Account, operation: Operation, setting: str = "") -> None:
        """Prepare a new account for the operation. `setting` is a name of VARIANTS, or "" for the defaults."""
        chosen = VARIANTS[setting] if setting else DEFAULTS
        self.account = account = replace(account, cancels=chosen.cancels)
        self.operation = operation
        self.name = f"{setting}: {operation.name}" if setting else operation.name
        world = account.world
        self._configure(chosen)
        if operation.prepare is not None:
            operation.prepare(account)
        self._stack = world.stack(rollback=chosen.rollback or operation.rollback)
        if operation.before is not None:
            declared = Declared(operation.before(account), resource_type=operation.resource_type)
            assert world.run(self._stack.deploy({NAME: declared})), self._stack.responses
        if operation.then is not None:
            operation.then(account)
        world.settle()
        self._stack.responses.clear()
        self._beginning = world.snapshot()

    def _configure(self, chosen: Setting) -> None:
        world = self.account.world
        world.control.configure(dict(chosen.connect))
        if not chosen.has_own_quota:
            world.control.clear_quota(world.instance_arn)
            world.advance(REMEMBERED_SECONDS)

    def run(self, *troubles: Trouble) -> Outcome:
        """Run one schedule, from the beginning."""
        begin_again(self.account.world, self._beginning)
        cloudformation = self.account.world.cloudformation
        stack = copy.deepcopy(self._stack, {id(cloudformation): cloudformation})
        self.account.world.provider.stacks = StackResourcesOf(stack, self.account.owner)
        with kept_log() as log:
            schedule = Schedule(self.account, self.operation, stack, troubles)
            outcome = schedule.run()
            outcome.problems += secrets_told(self.account.world, log)
        return outcome


class Schedule:
    """One schedule."""

    def __init__(self, account: Account, operation: Operation, stack: Stack, troubles: Sequence[Trouble]) -> None:
        self._account = account
        self._world = account.world
        self._operation = operation
        self._stack = stack
        self._kinds = [each.kind for each in troubles]
        self._troubles = Troubles(account.world, troubles)

    def run(self) -> Outcome:
        """Carry the schedule out, and check the promises: after the operation, and after everything is deleted."""
        outcome, before = Outcome(), self._descriptions()
        try:
            self._carry_out()
            self._note(outcome)
            self._world.advance(max(5.0, self._troubles.over_at - self._world.now()))
            self._world.settle()
            self._world.remote_calls.calm()
            if self._stack.status in STUCK:
                self._world.run(self._stack.delete())
            self._stack_goes_on()
            outcome.left = len(self._given_up() & set(numbers_held()))
            outcome.problems += self._check(self._stack) + drift_problems(self._account)
            self._make_room()
            outcome.problems += self._others_go_on()
        except StuckError as stuck:
            outcome.problems.append(str(stuck))
        outcome.problems += answer_problems(self._world) + self._world.function.mistakes
        events = max((each.events for each in self._world.state_machine.executions), default=0)
        if events > MOST_EVENTS:
            outcome.problems.append(f"an execution's history has {events} events")
        after = self._descriptions()
        if after != before:
            outcome.problems.append(f"a number of others was touched: {before} became {after}")
        return outcome

    def _note(self, outcome: Outcome) -> None:
        calls, struck = self._world.remote_calls, self._troubles
        outcome.looks = list(calls.by_invocation.values())
        outcome.invocations, outcome.events, outcome.struck = struck.invocations, struck.events, struck.struck
        outcome.responses = self._stack.responses
        named = [each.call.operation for each in calls.struck]
        named += [kind.error for kind in self._kinds if hasattr(kind, "error")]
        outcome.problems += poor_reasons(self._stack.responses, named, self._operation.refusal)

    def _carry_out(self) -> None:
        for index, step in enumerate(self._operation.steps):
            if self._stack.status in GONE:
                return
            self._world.run(step(self._account, self._stack))
            self._mend()
            is_last = index == len(self._operation.steps) - 1
            for _ in range(ATTEMPTS):
                if is_last and self._stack.status in ("CREATE_FAILED", "UPDATE_FAILED"):
                    self._outlast()
                    self._world.run(step(self._account, self._stack))
                    self._mend()

    def _mend(self) -> None:
        """Do what an operator does once the cause of a failure is over. It must succeed."""
        struck = -1
        for _ in range(ATTEMPTS):
            if self._stack.status not in STUCK:
                return
            reason = next(each.reason for each in reversed(self._stack.responses) if not each.succeeded)
            if self._operation.refusal and self._operation.refusal in reason:
                return
            if struck == self._troubles.struck:
                raise StuckError(f"{self._stack.status} though nothing disturbs it: {reason}")
            self._outlast()
            struck = self._troubles.struck
            back = self._stack.status == "UPDATE_ROLLBACK_FAILED"
            self._world.run(self._stack.roll_back() if back else self._stack.delete())
        if self._stack.status in STUCK:
            raise StuckError(f"{self._stack.status} {ATTEMPTS} times: {self._stack.responses[-1].reason}")

    def _outlast(self) -> None:
        self._world.advance(max(0.0, self._troubles.over_at + 1 - self._world.now()))

    def _stack_goes_on(self) -> None:
        """Check that the resource's next operation ends the numbers that CloudFormation could not clean up."""
        live = self._stack.resources.get(NAME)
        is_left = self._stack.given_up or any(claim["fate"] == "DOOMED" for _, claim in claims_of(self._world))
        notes = [item.get("Notes", {}) for item in self._world.ledger()]
        is_left = is_left or any(each.get("Doomed") or (each.get("GroupArn") and not each["Given"]) for each in notes)
        if not is_left or live is None or live.physical is None:
            return
        resource_type = live.logical.resource_type
        # The smallest change for which CloudFormation sends an Update.
        touched = {**live.physical.properties, "ServiceTimeout": SERVICE_TIMEOUT + 1}
        if not self._world.run(self._stack.deploy({NAME: Declared(touched, resource_type=resource_type)})):
            raise StuckError(f"the next update fails: {self._stack.responses[-2:]}")
        self._world.settle()

    def _given_up(self) -> frozenset[str]:
        """The ids that no operation can end any more: the resource is gone, or the ledger refused to record events."""
        refused = sum("(ledger) was refused" in each.reason for each in self._stack.responses) >= CLEAN_UPS
        return frozenset(
            physical.physical_resource_id
            for physical in self._stack.given_up
            if refused or NAME not in self._stack.resources
        )

    def _make_room(self) -> None:
        """Clear the prepared failures and the budget, so that they do not stop the next create."""
        world = self._world
        world.control.clear_faults()
        if world.control.quota(world.instance_arn)["quota"] < QUOTA:
            world.control.set_quota(world.instance_arn, QUOTA)
            world.advance(REMEMBERED_SECONDS)

    def _others_go_on(self) -> list[str]:
        """Check that the next create succeeds at once, and that everything can be deleted."""
        following, began_at = self._world.stack(), self._world.now()
        if not self._world.run(following.deploy({"Next": Declared(self._next_properties())})):
            return [f"the next create fails: {following.responses[0].reason}"]
        problems = []
        if self._world.now() - began_at > PROMPTLY:
            problems.append(f"the next create takes {self._world.now() - began_at} s")
        problems += self._check(self._stack, following)
        for stack in (following, self._stack):
            if stack.status not in GONE and not self._world.run(stack.delete()):
                problems.append(f"the stack can't be deleted: {stack.responses[-1].reason}")
        self._world.settle()
        self._world.advance(REST)
        return problems + self._check(self._stack, following)

    def _next_properties(self) -> Properties:
        """The properties of the next create: the same exact number if it is available, else a number by search."""
        asked_for = [event["ResourceProperties"].get("PhoneNumber", "") for event in self._world.cloudformation.events]
        is_free = asked_for[-1] and connect_state().pool.is_free(asked_for[-1])
        return exact(self._account, asked_for[-1]) if is_free else by_search(self._account)

    def _check(self, *stacks: Stack) -> list[str]:
        account = self._account
        others = account.console_numbers() - {
            physical.physical_resource_id
            for stack in stacks
            for resource in stack.resources.values()
            if (physical := resource.physical) is not None
        }
        instances = account.world.instance_arn, account.other.instance_arn
        return [
            *check(account.world, stacks, others, account.owned, self._given_up()),
            *quota_problems(account.world, instances, CONSOLE_NUMBERS),
            *problems_of_type(account, self._stack, self._operation.resource_type, self._given_up()),
        ]

    def _descriptions(self) -> dict[str, Any]:
        """Amazon Connect's description of each bystander; None for a bystander that is gone."""
        known = {number["phone_number_arn"]: number for number in self._world.control.numbers()}
        return {arn: known.get(arn) for arn in self._account.bystanders}
