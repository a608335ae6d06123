"""One operation with its faults, from a prepared account to the settled dust."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from local_aws.connect.models.state import connect_state
from tests.faults.account import Account
from tests.faults.bystanders import CONSOLE_NUMBERS
from tests.faults.deployment import Deployment, StuckError
from tests.faults.fault import Fault
from tests.faults.invariants import check, reasons
from tests.faults.operation import Operation, Properties
from tests.faults.operations import by_search
from tests.faults.remote_call import RemoteCall

PROMPTLY = 4
"""Looks of a next create's waiter: two minutes. A dead process's lock on what all share ends within 20 s."""

NEXT = Operation("next create", None, by_search)


@dataclass
class Outcome:
    """What a schedule came to.

    Attributes:
        looks: the remote calls of each invocation, up to the end of the operation and its clean-up.
        struck: how many of the faults met a call.
        failed: the reasons of what failed.
        problems: what does not hold.
    """

    looks: list[list[RemoteCall]] = field(default_factory=list)
    struck: int = 0
    failed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def calls(self) -> list[RemoteCall]:
        """All of them, in order."""
        return [call for look in self.looks for call in look]


def prepare(account: Account, operation: Operation) -> Deployment:
    """Bring an account, as it was made, to where the operation starts."""
    account.disturbance.start([])
    if operation.prepare is not None:
        operation.prepare(account)
    deployment = Deployment(account, operation)
    deployment.prepare()
    return deployment


def run(account: Account, deployment: Deployment, faults: Sequence[Fault]) -> Outcome:
    """Carry out a prepared operation with faults, and check what must hold: then, and when all is deleted."""
    disturbance, outcome = account.disturbance, Outcome()
    before = account.descriptions(*account.bystanders.arns())
    unowned = _by_hand(account)
    disturbance.start(faults)
    try:
        deployment.carry_out()
        outcome.looks, outcome.struck = disturbance.looks, len(disturbance.struck)
        outcome.failed = deployment.failed
        outcome.problems += reasons(account, deployment)
        account.advance(max(5.0, disturbance.ends_at - account.now()))
        disturbance.start([])
        outcome.problems += check(account, [deployment], unowned)
        outcome.problems += _go_on(account, deployment, unowned)
    except StuckError as stuck:
        outcome.problems.append(str(stuck))
    after = account.descriptions(*account.bystanders.arns())
    if after != before:
        outcome.problems.append(f"a number of others was touched: {before} became {after}")
    return outcome


def _go_on(account: Account, deployment: Deployment, unowned: set[str]) -> list[str]:
    """The next create, at once; and the end of all resources."""
    following = Deployment(account, NEXT)
    properties = _again(account, deployment.operation)
    created = following.resource.run(following.resource.event("Create", properties), PROMPTLY)
    if not created.succeeded:
        return [f"the next create is held up: {created.reason}"]
    following.found(properties, created.physical_resource_id)
    problems = check(account, [deployment, following], unowned)
    following.end()
    deployment.end()
    account.advance(5)
    problems += check(account, [], unowned)
    return problems


def _again(account: Account, operation: Operation) -> Properties:
    """The same exact number if it is still to be had, else a number by search."""
    asked_for = operation.after(account) if operation.after else {}
    if connect_state().pool.is_free(asked_for.get("PhoneNumber", "")):
        return asked_for
    return by_search(account)


def _by_hand(account: Account) -> set[str]:
    """Numbers of the console: one that is taken over stays when its resource goes."""
    return {arn for arn, number in account.numbers_held().items() if number.number.phone_number in CONSOLE_NUMBERS}
