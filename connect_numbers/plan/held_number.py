"""The changes of a number that is held: its target, description, tags and flows.

The table in `decisions/holding.py` names each step. The function carries the steps out in `lifecycle/holding.py`; here,
they only change the plan's account.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from connect_phone_numbers.decisions.holding import Asked, Decision, Step, flows_after_move, next_step
from connect_phone_numbers.model.claim import Claim, State
from connect_phone_numbers.model.phone_number import PhoneNumber

from .planned_account import PlannedAccount

_WORDS = {
    Step.DESCRIBE: "description",
    Step.TAG: "tags",
    Step.UNTAG: "tags",
    Step.ASSOCIATE: "flows",
    Step.DISASSOCIATE: "flows",
}


@dataclass(frozen=True)
class Configured:
    """The number after its changes.

    Attributes:
        claim: the claim after the changes.
        changes: the properties that change, in words.
        is_moved: whether the number moves to another target.
        is_another_wanted: whether the number is to be given up, and another number chosen.
        refusal: why the operation fails; "" where it does not.
    """

    claim: Claim
    changes: tuple[str, ...] = ()
    is_moved: bool = False
    is_another_wanted: bool = False
    refusal: str = ""


def configure(account: PlannedAccount, claim: Claim, asked: Asked) -> Configured:
    """Take each step that the table names, until it names no other."""
    number = account.number_by_arn(claim.phone_number_arn)
    if number is not None and account.is_at(number.target_arn, asked.target_arn):
        number = replace(number, target_arn=asked.target_arn)
    words: list[str] = []
    is_moved = False
    while True:
        # A change that is under way ends before another begins.
        settled = replace(number, status="CLAIMED") if number and number.status == "IN_PROGRESS" else number
        decision = next_step(claim, settled, asked, account.now)
        if decision.step is Step.FAIL:
            return Configured(claim, refusal=decision.why)
        if decision.step in (Step.CHOOSE_ANOTHER, Step.CLAIM_ANEW):
            return Configured(claim.refused(), is_another_wanted=True)
        if decision.step is Step.MOVE and number is not None:
            refusal = account.move(number, asked.target_arn)
            if refusal is not None:
                return Configured(claim, refusal=refusal)
            is_moved = True
        if decision.step in (Step.DONE, Step.WAIT) or number is None:
            changes = tuple(dict.fromkeys(word for word in words if word))
            return Configured(claim, changes, is_moved)
        words.append(_word(decision, claim))
        claim, number = _carried_out(decision, claim, number, asked, account.is_at)
        account.hold(number)


def _word(decision: Decision, claim: Claim) -> str:
    """The property that a step changes; "" for the tags that name the owner, which no user gave."""
    keys = set(decision.tags or ()) | set(decision.tag_keys)
    if decision.step in (Step.TAG, Step.UNTAG) and all(key.startswith("connect-phone-number:") for key in keys):
        return ""
    return _WORDS.get(decision.step, "")


def _carried_out(
    decision: Decision, claim: Claim, number: PhoneNumber, asked: Asked, is_at: Callable[[str, str], bool]
) -> tuple[Claim, PhoneNumber]:
    """The claim and the number after a step."""
    of_claim: dict[str, Any] = {}
    of_number: dict[str, Any] = {}
    match decision.step:
        case Step.RECORD:
            of_claim = {"state": State.HELD}
        case Step.MOVE:
            of_claim, of_number = {"moving_to": asked.target_arn}, {"target_arn": asked.target_arn}
        case Step.RECORD_MOVE:
            flows = flows_after_move(claim, asked.target_arn, is_at)
            of_claim = {"target_arn": asked.target_arn, "moving_to": "", "contact_flows": flows}
        case Step.DESCRIBE:
            of_claim, of_number = {"describing": claim.wanted_in}, {"description": asked.description}
        case Step.RECORD_DESCRIPTION:
            of_claim = {"describing": ""}
        case Step.UNTAG:
            of_claim = {"tag_keys": tuple(key for key in claim.tag_keys if key not in decision.tag_keys)}
            of_number = {"tags": {key: tag for key, tag in number.tags.items() if key not in decision.tag_keys}}
        case Step.TAG:
            of_claim, of_number = {"tag_keys": tuple(sorted(asked.tags))}, {"tags": {**number.tags, **asked.tags}}
        case Step.ASSOCIATE:
            flow = asked.flows[decision.place].value
            of_claim = {"contact_flows": {**claim.contact_flows, decision.place: flow}}
        case Step.DISASSOCIATE | Step.FORGET_FLOW:
            left = {place: flow for place, flow in claim.contact_flows.items() if place != decision.place}
            of_claim = {"contact_flows": left}
        case _:
            raise AssertionError(decision.step)
    return replace(claim, **of_claim), replace(number, **of_number)
