"""The operations that the sweep disturbs, and their steps."""

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
"""A request to CloudFormation about the stack, or an act of a person between two requests."""
NAME = "Support"
"""The logical id of the stack's resource."""
FAILS_AFTER = 2.0
"""Seconds until another resource fails and cancels this one."""


@dataclass(frozen=True)
class Operation:
    """A stack with one resource, brought from one state to another.

    Attributes:
        name: a description of the operation.
        steps: the steps, in order.
        before: the properties of the resource before the operation. None: there is no stack yet.
        prepare: prepares the account before the stack is deployed.
        then: prepares the account after the stack is deployed.
        refusal: words of the reason, if the operation must fail without any trouble; else "".
        rollback: how CloudFormation rolls back an update that replaced the resource.
        resource_type: the resource's type.
        is_made_anew: whether a second Create follows before the Delete of a first Create that CloudFormation gave up.
            If the first Create's event arrives later, nothing tells which of the two an id stands for.
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
    """Deploy a template with the resource, or without it.

    Args:
        properties_of: gives the resource's properties; None for a template without the resource.
        rolls_back: whether a failure is rolled back.
        fails_after: after how many seconds another resource fails; None: once all others are done.
        is_cancelled: whether CloudFormation then cancels the wait for this resource.
        another_fails: whether another resource fails at all.
        again: whether the RequestId of a failed operation is used again.
        update_replace_policy: the resource's UpdateReplacePolicy.
        resource_type: the resource's type.
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
    """A step in which a person acts between two requests."""

    def step(account: Account, stack: Stack) -> Process[Any]:
        act(account)
        yield from ()

    return step
