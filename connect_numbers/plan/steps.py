"""The steps of a deployment, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from connect_phone_numbers.model.arn import is_phone_number_arn

from ..templates.declared import DeclaredNumber
from ..templates.unknown import unknowns_in
from .account import PlannedAccount
from .change import StackChange
from .operation import create_or_update, delete, number_of
from .step import Action, Step


def steps_of(account: PlannedAccount, change: StackChange) -> Iterator[Step]:
    """What a deployment of one stack does: claims and changes, and at last, in the clean-up, what has to go."""
    if change.deployed is not None and not change.deployed.is_stable and (change.before or change.after):
        status = change.deployed.status
        yield Step(change.name, "", Action.FAIL, "", f"the stack is {status}: no deployment can begin before that ends")
        return
    replaced: list[tuple[DeclaredNumber, DeclaredNumber]] = []
    has_failed = False
    failed = change.deployed.failed if change.deployed else frozenset()
    for logical_id, new in change.after.items():
        old = change.before.get(logical_id)
        for step in _deployed(account, change.name, old, new, replaced, has_failed=logical_id in failed):
            has_failed = has_failed or step.action is Action.FAIL
            yield step
    if not has_failed:
        yield from _clean_up(account, change, replaced)


def _deployed(
    account: PlannedAccount,
    stack_name: str,
    old: DeclaredNumber | None,
    new: DeclaredNumber,
    replaced: list[tuple[DeclaredNumber, DeclaredNumber]],
    *,
    has_failed: bool,
) -> Iterator[Step]:
    """What the operation on one resource does, if CloudFormation sends one.

    It does for what has changed, and for what failed last without a rollback.
    """
    if old is None or not is_phone_number_arn(old.physical_id):
        yield from create_or_update(account, stack_name, new)
        return
    number = account.number_by_arn(old.physical_id)
    if old.given == new.given and not has_failed:
        gone = "" if number else f"{old.physical_id} is not there any more; the next change of it fails"
        yield Step(stack_name, new.construct_path, Action.KEEP, number.phone_number if number else "", gone)
        return
    if not any(unknowns_in([old.service_token, new.service_token])) and old.service_token != new.service_token:
        why = "CloudFormation can't change the provider of a resource that exists"
        yield Step(stack_name, new.construct_path, Action.FAIL, number.phone_number if number else "", why)
        return
    steps = list(create_or_update(account, stack_name, new, old))
    yield from steps
    is_done = not any(step.action in (Action.FAIL, Action.UNKNOWN) for step in steps)
    if is_done and number_of(account, new) != old.physical_id:
        replaced.append((old, new))


def _clean_up(
    account: PlannedAccount, change: StackChange, replaced: list[tuple[DeclaredNumber, DeclaredNumber]]
) -> Iterator[Step]:
    for old, new in replaced:
        for step in _deleted(account, change.name, old, is_retained=new.is_retained_when_replaced):
            yield replace(step, is_replaced=True)
    for logical_id, old in change.before.items():
        if logical_id in change.after:
            continue
        for step in _deleted(account, change.name, old, is_retained=old.is_retained):
            yield step if change.is_destroyed else _given_up(step)


def _given_up(step: Step) -> Step:
    """What CloudFormation makes of a Delete that fails in the clean-up of an update: it tries three times."""
    if step.action is not Action.FAIL:
        return step
    return replace(
        step, action=Action.RETAIN, detail=f"the update succeeds, and no stack has it any more: {step.detail}"
    )


def _deleted(account: PlannedAccount, stack_name: str, old: DeclaredNumber, *, is_retained: bool) -> Iterator[Step]:
    if not is_retained:
        yield from delete(account, stack_name, old)
        return
    number = account.number_by_arn(old.physical_id)
    if number is not None:
        yield Step(stack_name, old.construct_path, Action.RETAIN, number.phone_number, "by the removal policy")
