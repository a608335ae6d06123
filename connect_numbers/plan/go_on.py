"""What becomes of a construct that has its number, and may be changed."""

from __future__ import annotations

from dataclasses import replace

from connect_phone_numbers.core.quota import CountedOperation
from connect_phone_numbers.phone_number import PhoneNumber

from .declared import DeclaredNumber
from .state import PlannedAccount
from .step import Action, Step
from .unknown import unknowns_in

_IN_PLACE = {
    "PhoneNumberDescription": "description",
    "Tags": "tags",
    "ContactFlowArns": "flows",
    "ReleasePolicy": "release policy",
    "AdoptParked": "adopt_parked",
    "ReleaseAdopted": "release_on_delete",
}


def replaces(account: PlannedAccount, old: DeclaredNumber, new: DeclaredNumber) -> bool:
    """Whether the construct gets another number, as the one that it has is not what it asks for now."""
    number = account.number_by_arn(old.physical_id)
    if number is None or _is_of_another_provider(old, new) or new.unknown_selection is not None:
        return False
    try:
        selection = new.properties.selection
    except ValueError:
        return False
    return not selection.is_satisfied_by(number.phone_number, number.country_code, number.number_type)


def go_on(account: PlannedAccount, stack_name: str, old: DeclaredNumber, new: DeclaredNumber) -> Step:
    """The step of a construct that does not get another number."""
    number = account.number_by_arn(old.physical_id)
    step = Step(stack_name, new.construct_path, Action.KEEP, number.phone_number if number else "")
    if old.given == new.given:
        gone = f"{old.physical_id} is not there any more; the next change of it fails"
        return step if number else replace(step, detail=gone)
    if _is_of_another_provider(old, new):
        why = "CloudFormation can't change the provider of a resource that exists"
        return replace(step, action=Action.FAIL, detail=why)
    unknown = new.unknown_selection
    if unknown is not None:
        return replace(step, action=Action.UNKNOWN, detail=f"which number is known at the deployment: {unknown.what}")
    if number is None:
        gone = f"{old.physical_id} was released outside of this stack and can't come back"
        return replace(step, action=Action.FAIL, detail=gone)
    try:
        _ = new.properties
    except ValueError as error:
        return replace(step, action=Action.FAIL, detail=f"{error}")
    return _in_place(account, step, number, old, new)


def _is_of_another_provider(old: DeclaredNumber, new: DeclaredNumber) -> bool:
    tokens = [old.given.get("ServiceToken"), new.given.get("ServiceToken")]
    return not any(unknowns_in(tokens)) and tokens[0] != tokens[1]


def _in_place(
    account: PlannedAccount, step: Step, number: PhoneNumber, old: DeclaredNumber, new: DeclaredNumber
) -> Step:
    changed = ", ".join(words for name, words in _IN_PLACE.items() if old.given.get(name) != new.given.get(name))
    if number.target_arn == new.target_arn:
        return replace(step, action=Action.CHANGE if changed else Action.KEEP, detail=changed)
    refusal = _move(account, number, new.target_arn)
    if refusal:
        return replace(step, action=Action.FAIL, detail=refusal)
    where = new.unknown_target.what if new.unknown_target else new.target_arn
    return replace(step, action=Action.MOVE, detail=f"to {where}" + (f"; {changed}" if changed else ""))


def _move(account: PlannedAccount, number: PhoneNumber, target_arn: str) -> str | None:
    """Move a number; or why that is refused."""
    before, after = account.instance_of(number.target_arn), account.instance_of(target_arn)
    if before != after:
        refusal = account.use(after).refusal(CountedOperation.ARRIVAL)
        if refusal is not None:
            return refusal
        account.send(after, CountedOperation.ARRIVAL)
        account.lose(before)
    account.hold(replace(number, target_arn=target_arn))
    return None
