"""The operations that faults are let loose on, and the steps that they are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.faults.account import Account
from tests.simulation.logical_resource import PHONE_NUMBER
from tests.simulation.processes import Process
from tests.simulation.sibling import Sibling
from tests.simulation.stack import DELETE, Declared, Stack
from tests.simulation.stack_resource import Rollback

Properties = Mapping[str, Any]
PropertiesOf = Callable[[Account], Properties]
Step = Callable[[Account, Stack], Process[Any]]
"""What CloudFormation is asked to do with the stack, or what somebody does in between."""
NAME = "Support"
"""The logical id of the one resource."""
FAILS_AFTER = 2.0
"""Seconds after which another resource fails that is to cancel this one."""


@dataclass(frozen=True)
class Operation:
    """A stack with one resource, brought from one state to another.

    Attributes:
        name: what it is.
        steps: one after the other.
        before: the properties of the resource that is there; None: there is no stack yet.
        prepare: what happens to the account before that; afterwards, what `then` does.
        then: see there.
        refusal: words of the reason, where it must fail by itself.
        rollback: how CloudFormation takes back an update that replaced the resource.
        resource_type: of the resource.
        is_made_anew: whether a second Create follows before the Delete of a first one that CloudFormation gave up. If
            the first one's event comes after that, nothing tells which of the two an id stands for.
    """

    name: str
    steps: tuple[Step, ...]
    before: PropertiesOf | None = None
    prepare: Callable[[Account], None] | None = None
    then: Callable[[Account], None] | None = None
    refusal: str = ""
    rollback: Rollback = Rollback.BY_DELETE
    resource_type: str = PHONE_NUMBER
    is_made_anew: bool = False


def deploy(
    properties_of: PropertiesOf | None,
    *,
    rolls_back: bool = True,
    fails_after: float | None = None,
    is_cancelled: bool = False,
    another_fails: bool = False,
    again: bool = False,
    update_replace_policy: str = DELETE,
    resource_type: str = PHONE_NUMBER,
) -> Step:
    """Bring the stack to a template with the resource, or without it.

    Args:
        properties_of: of the resource; None for a template without it.
        rolls_back: whether a failure is rolled back.
        fails_after: how many seconds after the beginning another resource fails; None for when all others are done.
        is_cancelled: whether CloudFormation stops to wait for this resource then.
        another_fails: whether another resource fails at all.
        again: whether a failed operation's RequestId is used again.
        update_replace_policy: of the resource.
        resource_type: of the resource.
    """

    def sibling_of(cancels: bool | None) -> Sibling:
        if cancels is None:
            return Sibling(fails_after, cancels=is_cancelled)
        return Sibling(FAILS_AFTER if cancels and fails_after is None else fails_after, cancels=cancels)

    def step(account: Account, stack: Stack) -> Process[Any]:
        sibling = sibling_of(account.cancels) if another_fails or is_cancelled else None
        template = {}
        if properties_of is not None:
            properties = properties_of(account)
            template[NAME] = Declared(
                properties, update_replace_policy=update_replace_policy, resource_type=resource_type
            )
        return stack.deploy(template, rolls_back=rolls_back, sibling=sibling, uses_request_ids_again=again)

    return step


def delete(account: Account, stack: Stack) -> Process[Any]:
    """Delete the stack."""
    return stack.delete()


def meanwhile(act: Callable[[Account], None]) -> Step:
    """Let somebody do something between two steps."""

    def step(account: Account, stack: Stack) -> Process[Any]:
        act(account)
        yield from ()

    return step
