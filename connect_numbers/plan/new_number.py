"""The new number of a construct: a parked number, a number that is adopted, or a claim.

The function chooses so in `lifecycle/choosing.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from connect_phone_numbers.ledger.parked_numbers import fitting
from connect_phone_numbers.model.claim import Claim, Origin
from connect_phone_numbers.model.identity import PARKED_TAG, is_parked, owner
from connect_phone_numbers.model.selection import ExactPhoneNumber, ImportedPhoneNumber, PhoneNumberSearch
from connect_phone_numbers.properties.properties import Properties
from connect_phone_numbers.quota.arithmetic import CountedOperation

from ..clock import as_day
from ..templates.declared import DeclaredNumber
from .planned_account import PlannedAccount, shown
from .planned_step import Action


@dataclass(frozen=True)
class Chosen:
    """The number that is chosen, or why none is.

    Attributes:
        action: what happens to the number.
        number: the number in E.164, or a search in words.
        claim: the claim of a number that is held already; None where there is none yet.
        detail: why, or from where.
        operations: how many operations of the budget it takes.
    """

    action: Action
    number: str
    claim: Claim | None = None
    detail: str = ""
    operations: int = 0


def choose(account: PlannedAccount, wanted: DeclaredNumber, claim: Claim, properties: Properties) -> Chosen:
    """Take a parked number, adopt a number of others, or claim one."""
    taken = _take_parked(account, claim, properties)
    if taken is not None:
        return taken
    if properties.adopt and isinstance(properties.selection, ExactPhoneNumber):
        return _adopt(account, wanted, claim, properties)
    return _claim(account, wanted, properties)


def _take_parked(account: PlannedAccount, claim: Claim, properties: Properties) -> Chosen | None:
    if not properties.take_parked:
        return None
    instance_arn = account.instance_of(properties.target.value)
    for parked in fitting(account.parked, properties.selection, instance_arn):
        number = account.numbers.get(parked.number.phone_number)
        use = account.use(instance_arn)
        if parked.instance_arn != instance_arn and use.held >= use.quota:
            continue
        if number is None or not is_parked(number.tags) or number.phone_number in claim.rejected:
            continue
        account.parked.remove(parked)
        held = replace(claim.holding(number, Origin.PARKED), tag_keys=(PARKED_TAG,))
        is_moved = not account.is_at(number.target_arn, properties.target.value)
        detail = f"parked at {number.target_arn}, is moved" if is_moved else "parked"
        return Chosen(Action.TAKE_PARKED, number.phone_number, held, detail)
    return None


def _adopt(account: PlannedAccount, wanted: DeclaredNumber, claim: Claim, properties: Properties) -> Chosen:
    asked, target_arn = str(properties.selection), properties.target.value
    number = account.numbers.get(asked)
    if number is None or not account.is_at(number.target_arn, target_arn):
        where = "the account does not hold it" if number is None else f"it is claimed to {number.target_arn}"
        return Chosen(Action.FAIL, asked, detail=f"it is not among the numbers of {target_arn}: {where}")
    holder = owner(number.tags)
    if holder not in (None, wanted.resource):
        return Chosen(Action.FAIL, asked, detail=f"it is owned by {shown(holder)}")
    return Chosen(Action.ADOPT, asked, claim.holding(number, Origin.OTHERS))


def _claim(account: PlannedAccount, wanted: DeclaredNumber, properties: Properties) -> Chosen:
    asked, target_arn = str(properties.selection), properties.target.value
    refusal = account.reserve(target_arn, CountedOperation.CLAIM)
    if refusal is not None:
        return Chosen(Action.FAIL, asked, detail=refusal)
    why_not = _why_not(account, asked)
    if why_not:
        # The claim is sent, and refused: it takes no place, and may count.
        account.leave(target_arn)
        return Chosen(Action.FAIL, asked, detail=why_not, operations=1)
    if not isinstance(properties.selection, PhoneNumberSearch):
        account.claimed_by[asked] = wanted.resource
    if isinstance(properties.selection, ExactPhoneNumber) and asked in account.released:
        day = as_day(account.released[asked])
        detail = f"it was released on {day}, and a released number can't be claimed for up to 180 days"
        return Chosen(Action.UNKNOWN, asked, detail=detail, operations=1)
    unknown = wanted.unknown_target
    where = "" if unknown is None else f"for {unknown.what}"
    how = "imported from AWS End User Messaging" if isinstance(properties.selection, ImportedPhoneNumber) else ""
    return Chosen(Action.CLAIM, asked, detail=" ".join(filter(None, (how, where))), operations=1)


def _why_not(account: PlannedAccount, phone_number: str) -> str:
    """Why an exact number can't be claimed or imported; "" where it can."""
    if phone_number in account.claimed_by:
        return f"{account.claimed_by[phone_number].logical_resource_id} of the same deployment claims it"
    number = next((each for each in account.numbers.values() if each.known_as == phone_number), None)
    if number is None:
        return ""
    holder = owner(number.tags)
    whose = f"by {shown(holder)}" if holder else "and no stack owns it: use ClaimedPhoneNumber.adopt"
    return f"it is already claimed to {number.target_arn}, {whose}"
