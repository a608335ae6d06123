"""The deployment of one stack: its steps, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from connect_phone_numbers.model.arn import is_phone_number_arn

from ..templates.declared import DeclaredNumber
from ..templates.unknown import Unknown
from .cloudformation_operation import create_or_update, delete, number_of
from .planned_account import PlannedAccount
from .planned_step import Action, PlannedStep
from .stack_change import StackChange


def planned_steps(account: PlannedAccount, change: StackChange) -> Iterator[PlannedStep]:
    """What a deployment of one stack does: claims and changes, and at last, in the clean-up, what has to go."""
    if change.deployed is not None and not change.deployed.is_stable and (change.before or change.after):
        status = change.deployed.status
        yield PlannedStep(
            change.name, "", Action.FAIL, "", f"the stack is {status}: no deployment can begin before that ends"
        )
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
) -> Iterator[PlannedStep]:
    """The steps of the Create or Update of one resource.

    CloudFormation sends an Update for a resource that has changed, and for one that failed last without a rollback.
    Where it sends none, the number is kept.
    """
    if old is None or not is_phone_number_arn(old.physical_id):
        yield from create_or_update(account, stack_name, new)
        return
    number = account.number_by_arn(old.physical_id)
    if old.given == new.given and not has_failed:
        gone = "" if number else f"{old.physical_id} is gone; the next change of this construct fails"
        yield PlannedStep(stack_name, new.construct_path, Action.KEEP, number.phone_number if number else "", gone)
        return
    if _has_another_provider(old, new):
        why = "CloudFormation can't change the provider of a resource that exists"
        yield PlannedStep(stack_name, new.construct_path, Action.FAIL, number.phone_number if number else "", why)
        return
    steps = list(create_or_update(account, stack_name, new, old))
    yield from steps
    is_done = not any(step.action in (Action.FAIL, Action.UNKNOWN) for step in steps)
    if is_done and number_of(account, new) != old.physical_id:
        replaced.append((old, new))


def _has_another_provider(old: DeclaredNumber, new: DeclaredNumber) -> bool:
    """Whether a number's provider changes: to one that is there, or to one that this deployment makes."""
    before, after = old.service_token, new.service_token
    if isinstance(before, Unknown):
        return False
    return after.is_made if isinstance(after, Unknown) else after != before


def _clean_up(
    account: PlannedAccount, change: StackChange, replaced: list[tuple[DeclaredNumber, DeclaredNumber]]
) -> Iterator[PlannedStep]:
    """The steps of the clean-up: the Deletes of replaced and of removed resources."""
    for old, new in replaced:
        for step in _deleted(account, change.name, old, is_retained=new.is_retained_when_replaced):
            yield replace(step, is_replaced=True)
    for logical_id, old in change.before.items():
        if logical_id in change.after:
            continue
        for step in _deleted(account, change.name, old, is_retained=old.is_retained):
            yield step if change.is_destroyed else _given_up(step)


def _given_up(step: PlannedStep) -> PlannedStep:
    """The step for a Delete of an update's clean-up. CloudFormation gives up one that fails three times."""
    if step.action is not Action.FAIL:
        return step
    detail = f"the update succeeds, and no stack has the number any more: {step.detail}"
    return replace(step, action=Action.RETAIN, detail=detail)


def _deleted(
    account: PlannedAccount, stack_name: str, old: DeclaredNumber, *, is_retained: bool
) -> Iterator[PlannedStep]:
    if not is_retained:
        yield from delete(account, stack_name, old)
        return
    number = account.number_by_arn(old.physical_id)
    if number is not None:
        yield PlannedStep(stack_name, old.construct_path, Action.RETAIN, number.phone_number, "by the removal policy")
