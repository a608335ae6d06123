"""What becomes of the number of a construct that goes, or gets another."""

from __future__ import annotations

from connect_phone_numbers.core.identity import Resource
from connect_phone_numbers.core.quota import CountedOperation
from connect_phone_numbers.core.release_policy import ReleasePolicy
from connect_phone_numbers.parking import ParkedNumber
from connect_phone_numbers.phone_number import PhoneNumber

from .declared import DeclaredNumber
from .state import PlannedAccount
from .step import Action, Step


def end(account: PlannedAccount, stack_name: str, old: DeclaredNumber, *, is_retained: bool) -> Step | None:
    """The step by which a construct loses its number; None where there is none to lose."""
    number = account.number_by_arn(old.physical_id)
    if number is None:
        return None
    if is_retained:
        action, detail = Action.RETAIN, "by the removal policy"
    else:
        account.owners.pop(number.phone_number, None)
        action, detail = _how(account, old, number)
    cost = 1 if action is Action.RELEASE else 0
    return Step(stack_name, old.construct_path, action, number.phone_number, detail, cost)


def _how(account: PlannedAccount, old: DeclaredNumber, number: PhoneNumber) -> tuple[Action, str]:
    """By which action it goes, and why."""
    if old.is_given_back:
        return Action.GIVE_BACK, "it was there before the stack"
    if old.release_policy is ReleasePolicy.PARK:
        return Action.PARK, _park(account, number, "by the release policy")
    if old.release_policy is not ReleasePolicy.RELEASE and _was_retained(account, old):
        return Action.PARK, _park(account, number, "it was retained once before")
    refusal = _release(account, number, leaving=0 if old.release_policy is ReleasePolicy.RELEASE else 1)
    if refusal is None:
        return Action.RELEASE, "for good: it can't be had back"
    if old.release_policy is ReleasePolicy.RELEASE:
        return Action.FAIL, refusal
    return Action.PARK, _park(account, number, refusal)


def _release(account: PlannedAccount, number: PhoneNumber, leaving: int) -> str | None:
    """Release a number; or why that is refused."""
    instance_arn = account.instance_of(number.target_arn)
    refusal = account.use(instance_arn).refusal(CountedOperation.RELEASE, leaving)
    if refusal is None:
        account.send(instance_arn, CountedOperation.RELEASE)
        account.lose(instance_arn)
        del account.numbers[number.phone_number]
    return refusal


def _was_retained(account: PlannedAccount, old: DeclaredNumber) -> bool:
    claims = account.claims_of(Resource(old.scope.stack_id, old.logical_id))
    return any(claim.retained for claim in claims if claim.phone_number_arn == old.physical_id)


def _park(account: PlannedAccount, number: PhoneNumber, why: str) -> str:
    instance_arn = account.instance_of(number.target_arn)
    now = account.use(instance_arn).now
    account.parked.append(ParkedNumber.of(number, instance_arn, now))
    return why
