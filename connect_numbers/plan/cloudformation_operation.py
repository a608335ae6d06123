"""One operation of CloudFormation on a number's resource: the steps of a Create, an Update or a Delete.

The function carries the same out in `lifecycle/step.py`. Here, nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from connect_phone_numbers.decisions.dooming import doomed_by_create_or_update, doomed_by_delete
from connect_phone_numbers.decisions.holding import asked_of
from connect_phone_numbers.decisions.recovering import recovered_claim
from connect_phone_numbers.decisions.wanting import wanted
from connect_phone_numbers.model.claim import Claim, Fate, State
from connect_phone_numbers.properties.ending_properties import Ending
from connect_phone_numbers.properties.properties import Properties
from connect_phone_numbers.properties.selection_properties import selection_of

from ..templates.declared import DeclaredNumber
from .ended_number import Operation, end
from .held_number import Configured, configure
from .new_number import choose
from .planned_account import Claims, PlannedAccount
from .planned_step import Action, PlannedStep


def create_or_update(
    account: PlannedAccount, stack_name: str, new: DeclaredNumber, old: DeclaredNumber | None = None
) -> Iterator[PlannedStep]:
    """The steps of a Create, or of an Update where there is an old declaration."""
    step = PlannedStep(stack_name, new.construct_path, Action.KEEP, "")
    unknown = new.unknown_selection
    if unknown is not None:
        detail = f"only the deployment will know which number is asked for: {unknown.what}"
        yield replace(step, action=Action.UNKNOWN, detail=detail)
        return
    try:
        properties = new.properties
    except ValueError as error:
        yield replace(step, action=Action.FAIL, detail=str(error))
        return
    target_arn, is_create = properties.target.value, old is None
    if new.unknown_target is None and not account.is_there(target_arn):
        detail = f"its target {target_arn} is not in this account and Region: connect-numbers doctor lists what is"
        yield replace(step, action=Action.FAIL, phone_number=str(properties.selection), detail=detail)
        return
    named = old.physical_id if old is not None else ""
    before: Mapping[str, Any] = old.known if old is not None else {}
    claims = _known_claims(account, new, named, before)
    claim_id = new.resource.claim_id(properties.selection)
    selection = selection_of(before)
    old_claim_id = new.resource.claim_id(selection) if selection else ""
    for doomed in doomed_by_create_or_update(claims.values(), claim_id, old_claim_id, named):
        claims[doomed.claim_id] = doomed.doomed()
    decided = wanted(claims, claim_id, properties.selection, target_arn, named, account.key, is_create=is_create)
    claim = decided.claim
    if decided.claim.state is State.RELEASING:
        yield from _end(account, step, new, [claim], "Update")
        claim = Claim(claim_id, target_arn, account.key)
    claims.pop(decided.replaces, None)
    got = _hold(account, step, new, claim, properties)
    yield got
    if got.action is Action.FAIL:
        return
    leftovers = [each for each in claims.values() if each.fate is Fate.DOOMED and each.claim_id != claim_id]
    for ended in _end(account, step, new, leftovers, "Update"):
        yield replace(ended, detail=f"left over from an earlier operation; {ended.detail}")


def number_of(account: PlannedAccount, declared: DeclaredNumber) -> str:
    """The ARN of the number that a construct has after its operation; "" where only the deployment will know it."""
    claim_id = declared.resource.claim_id(declared.properties.selection)
    return account.claims_of(declared.resource)[claim_id].phone_number_arn


def delete(account: PlannedAccount, stack_name: str, old: DeclaredNumber) -> Iterator[PlannedStep]:
    """The steps of a Delete."""
    claims = _known_claims(account, old, old.physical_id, old.known)
    # As the Delete's event leaves it in the record.
    creates = account.creates_of(old.resource).after("Delete", account.key, old.physical_id, claims.values())
    create = creates.create_of(old.physical_id)
    for claim in doomed_by_delete(claims.values(), account.key, old.physical_id, create):
        claims[claim.claim_id] = claim.doomed()
    step = PlannedStep(stack_name, old.construct_path, Action.KEEP, "")
    yield from _end(account, step, old, [each for each in claims.values() if each.fate is Fate.DOOMED], "Delete")


def _known_claims(
    account: PlannedAccount, declared: DeclaredNumber, named: str, properties: Mapping[str, Any]
) -> Claims:
    """The resource's claims. A number that CloudFormation names, and only its tags know as ours, gets a claim here."""
    claims = account.claims_of(declared.resource)
    number = account.number_by_arn(named)
    is_known = any(claim.phone_number_arn == named for claim in claims.values())
    if number is not None and not is_known and declared.resource.owns(number.tags):
        claim = recovered_claim(number, declared.resource, properties, account.key)
        claims[claim.claim_id] = claim
    return claims


def _hold(
    account: PlannedAccount, step: PlannedStep, new: DeclaredNumber, claim: Claim, properties: Properties
) -> PlannedStep:
    """The step after which the resource's number is as it is asked for."""
    claims, claim_id = account.claims_of(new.resource), claim.claim_id
    asked = asked_of(new.resource, claim_id, properties)
    if "description" in new.unknown_in_place:
        # The deployment alone knows the new description: until then the number keeps its own.
        number = account.number_by_arn(claim.phone_number_arn)
        asked = replace(asked, description=number.description if number else "")
    held: Claim | None = None if claim.state in (State.CHOOSING, State.CANDIDATE) else claim
    while True:
        is_new = held is None
        if held is None:
            chosen = choose(account, new, claim, properties)
            step = replace(step, action=chosen.action, phone_number=chosen.number, detail=chosen.detail)
            step = replace(step, operations=chosen.operations)
            if chosen.claim is None:
                if chosen.action is Action.CLAIM:
                    claims[claim_id] = claim.given(account.key)
                return step
            held = chosen.claim
        configured = configure(account, held, asked)
        if not configured.is_another_wanted:
            break
        claim, held = configured.claim, None
    step = replace(step, phone_number=configured.claim.phone_number)
    if configured.refusal:
        return replace(step, action=Action.FAIL, detail=configured.refusal)
    claims[claim_id] = configured.claim.given(account.key)
    return step if is_new else _in_place(step, new, configured)


def _in_place(step: PlannedStep, new: DeclaredNumber, configured: Configured) -> PlannedStep:
    """The step for a number that the construct had before."""
    changes = [*configured.changes, *(f"{words} that only the deployment will know" for words in new.unknown_in_place)]
    if not configured.is_moved:
        return replace(step, action=Action.CHANGE if changes else Action.KEEP, detail=", ".join(changes))
    where = new.unknown_target.what if new.unknown_target else new.target_arn
    detail = f"to {where}; {', '.join(changes)}" if changes else f"to {where}"
    return replace(step, action=Action.MOVE, detail=detail)


def _end(
    account: PlannedAccount, step: PlannedStep, declared: DeclaredNumber, claims: Iterable[Claim], kind: str
) -> Iterator[PlannedStep]:
    """The steps by which claims end. A claim without a number needs no step."""
    named = declared.physical_id
    parking_target_arn = account.settings_of(declared).parking_target_arn
    properties = Ending.of(declared.known)
    for claim in claims:
        operation = Operation(declared.resource, kind, named, properties, parking_target_arn)
        ended = end(account, claim, operation)
        if ended is not None:
            action, number, detail, operations = ended
            yield replace(step, action=action, phone_number=number.phone_number, detail=detail, operations=operations)
