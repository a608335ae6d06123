"""The end of a claim: whether its number is released, parked, given back or left.

The table in `decisions/ending.py` decides. The function carries it out in `lifecycle/ending.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from connect_phone_numbers.decisions.ending import (
    EndStep,
    Way,
    ending_of,
    next_end_step,
    parking_place,
    ways_to_end,
)
from connect_phone_numbers.model.claim import Claim, State
from connect_phone_numbers.model.identity import Resource
from connect_phone_numbers.model.patience import DESCRIBED_WITHIN
from connect_phone_numbers.model.phone_number import PhoneNumber
from connect_phone_numbers.properties.ending_properties import Ending
from connect_phone_numbers.quota.arithmetic import CountedOperation

from .planned_account import PlannedAccount
from .planned_step import Action

Ended = tuple[Action, PhoneNumber, str, int]
"""What happens to the number, the number, why, and how many operations of the budget it takes."""


@dataclass(frozen=True)
class Operation:
    """The operation that ends a claim.

    Attributes:
        resource: the resource of the claim.
        kind: `Create`, `Update` or `Delete`.
        physical_resource_id: the id of the resource in CloudFormation's event.
        properties: the properties that say how a number ends.
        parking_target_arn: the provider's parking target; "" for none.
    """

    resource: Resource
    kind: str
    physical_resource_id: str
    properties: Ending
    parking_target_arn: str


def end(account: PlannedAccount, claim: Claim, operation: Operation) -> Ended | None:
    """End a claim. Answers None where no number is held for it."""
    claims = account.claims_of(operation.resource)
    ending = ending_of(claim, claims.values(), operation.kind, operation.physical_resource_id, operation.properties)
    number = account.number_by_arn(claim.phone_number_arn) if claim.phone_number_arn else None
    if claim.state is State.CANDIDATE:
        number = account.numbers.get(claim.phone_number)
    # The function waits until what is under way has ended; the plan takes it for ended.
    step = next_end_step(claim, number, operation.resource, ending, account.now + DESCRIBED_WITHIN).step
    if step is EndStep.RECORD and number is not None:
        return end(account, claim.requested(number.phone_number_arn), operation)
    claims.pop(claim.claim_id, None)
    if number is None:
        return None
    ended: Ended | None = None
    match step:
        case EndStep.LEAVE:
            ended = Action.RETAIN, number, "somebody else owns it now", 0
        case EndStep.GIVE_BACK:
            account.disown(number)
            ended = Action.GIVE_BACK, number, "it was there before the stack", 0
        case EndStep.RELEASE_AGAIN:
            _let_go(account, number)
            ended = Action.RELEASE, number, "its release is under way", 0
        case EndStep.RELEASE_OR_PARK | EndStep.WAIT:
            ended = _release_or_park(account, number, claim, ending, operation)
    return ended


def _release_or_park(
    account: PlannedAccount, number: PhoneNumber, claim: Claim, ending: Ending, operation: Operation
) -> Ended:
    """End a number in the first way that is possible."""
    place = parking_place(
        account.instance_of(number.target_arn),
        operation.parking_target_arn,
        target_is_of_stack=operation.properties.target_is_of_stack,
    )
    refusal: str | None = None
    for way in ways_to_end(claim, ending, has_parking_place=bool(place)):
        why = refusal or "by the release policy"
        match way:
            case Way.RELEASE_KEEPING_ONE | Way.RELEASE:
                leaving = 1 if way is Way.RELEASE_KEEPING_ONE else 0
                refusal = account.reserve(number.target_arn, CountedOperation.RELEASE, leaving)
                if refusal is None:
                    _let_go(account, number)
                    return Action.RELEASE, number, "for good: it can't be had back", 1
            case Way.PARK:
                is_there = account.is_at(number.target_arn, place)
                refused = None if is_there else account.move(number, place)
                if refused is None:
                    account.park(account.numbers[number.phone_number])
                    moved = "" if is_there else f"; it is moved to {place}"
                    return Action.PARK, number, f"{why}{moved}", 0
                refusal = refused
            case Way.PARK_IN_PLACE:
                account.park(number)
                return Action.PARK, number, why, 0
    return Action.FAIL, number, refusal or "", 0


def _let_go(account: PlannedAccount, number: PhoneNumber) -> None:
    account.leave(number.target_arn)
    del account.numbers[number.phone_number]
