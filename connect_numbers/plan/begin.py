"""How a construct that has no number yet will come by one."""

from __future__ import annotations

from dataclasses import replace

from connect_phone_numbers.core.claim import ClaimStatus
from connect_phone_numbers.core.identity import Resource
from connect_phone_numbers.core.properties import Properties
from connect_phone_numbers.core.quota import CountedOperation
from connect_phone_numbers.core.selection import ExactPhoneNumber
from connect_phone_numbers.parking import fitting

from .declared import DeclaredNumber
from .state import PlannedAccount, shown
from .step import Action, Step


def begin(account: PlannedAccount, stack_name: str, wanted: DeclaredNumber) -> Step:
    """The step by which a construct gets its number."""
    unknown = wanted.unknown_selection
    if unknown is not None:
        detail = f"which number is known at the deployment: {unknown.what}"
        return Step(stack_name, wanted.construct_path, Action.UNKNOWN, "", detail)
    try:
        properties = wanted.properties
    except ValueError as error:
        return Step(stack_name, wanted.construct_path, Action.FAIL, "", str(error))
    action, number, detail = _how(account, wanted, properties)
    cost = 1 if action is Action.CLAIM else 0
    return Step(stack_name, wanted.construct_path, action, number, detail, cost)


def _how(account: PlannedAccount, wanted: DeclaredNumber, properties: Properties) -> tuple[Action, str, str]:
    """By which action it gets which number, and more of it."""
    asked = str(properties.selection)
    kept = _kept_claim(account, wanted, properties)
    if kept is not None:
        return Action.KEEP, kept, "kept since an earlier deployment"
    if properties.take_over:
        refusal = _take_over(account, wanted, properties, asked)
        return Action.FAIL if refusal else Action.TAKE_OVER, asked, refusal
    adopted = _adopt(account, properties)
    if adopted is not None:
        return Action.ADOPT, *adopted
    refusal = _claim(account, wanted, properties, asked)
    if refusal:
        return Action.FAIL, asked, refusal
    unknown = wanted.unknown_target
    return Action.CLAIM, asked, "" if unknown is None else f"for {unknown.what}"


def _claim(account: PlannedAccount, wanted: DeclaredNumber, properties: Properties, asked: str) -> str:
    """Claim a number; or why that is refused."""
    if asked in account.numbers:
        return _held_by(account, asked)
    claimer = account.claimers.get(asked)
    if claimer is not None:
        return f"{claimer.logical_resource_id} of the same deployment claims it"
    instance_arn = account.instance_of(properties.target.value)
    refusal = account.use(instance_arn).refusal(CountedOperation.CLAIM)
    if refusal is not None:
        return refusal
    account.send(instance_arn, CountedOperation.CLAIM)
    if isinstance(properties.selection, ExactPhoneNumber):
        account.claimers[asked] = _resource(wanted)
    return ""


def _resource(wanted: DeclaredNumber) -> Resource:
    return Resource(wanted.scope.stack_id, wanted.logical_id)


def _kept_claim(account: PlannedAccount, wanted: DeclaredNumber, properties: Properties) -> str | None:
    """The number of a claim that outlived its resource, and that the same resource finds again."""
    resource = _resource(wanted)
    claim_id = resource.claim_id(properties.selection)
    return next(
        (
            claim.phone_number
            for claim in account.claims_of(resource)
            if claim.claim_id == claim_id and claim.status is ClaimStatus.CLAIMED
        ),
        None,
    )


def _take_over(account: PlannedAccount, wanted: DeclaredNumber, properties: Properties, asked: str) -> str:
    """Take over a number; or why that is refused."""
    number = account.numbers.get(asked)
    if number is None or number.target_arn != properties.target.value:
        where = "the account does not hold it" if number is None else f"it is claimed to {number.target_arn}"
        return f"it is not among the numbers of {properties.target.value}: {where}"
    owner = account.owners.get(asked)
    if owner is not None and owner != _resource(wanted):
        return f"it is owned by {shown(owner)}"
    account.owners[asked] = _resource(wanted)
    return ""


def _adopt(account: PlannedAccount, properties: Properties) -> tuple[str, str] | None:
    """Take a parked number that fits: which, and where it comes from."""
    if not properties.adopt_parked:
        return None
    instance_arn = account.instance_of(properties.target.value)
    for parked in fitting(account.parked, properties.selection, instance_arn):
        use = account.use(instance_arn)
        is_own = parked.instance_arn == instance_arn
        if not is_own and use.held >= use.quota:
            continue
        account.parked.remove(parked)
        if not is_own:
            account.send(instance_arn, CountedOperation.ARRIVAL)
            account.lose(parked.instance_arn)
        number = account.numbers.get(parked.phone_number)
        if number is not None:
            account.hold(replace(number, target_arn=properties.target.value))
        is_moved = parked.target_arn != properties.target.value
        return parked.phone_number, f"parked at {parked.target_arn}, is moved" if is_moved else "parked"
    return None


def _held_by(account: PlannedAccount, phone_number: str) -> str:
    number, owner = account.numbers[phone_number], account.owners.get(phone_number)
    whose = f"by {shown(owner)}" if owner else "and no stack owns it: use ClaimedPhoneNumber.adopt"
    return f"it is already claimed to {number.target_arn}, {whose}"
