"""The tables of decisions: the pure functions' answers for every situation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from connect_phone_numbers.decisions.ending import next_end_step, ways_to_end
from connect_phone_numbers.decisions.holding import Asked, next_step
from connect_phone_numbers.model.arn import ContactFlowArn
from connect_phone_numbers.model.claim import Claim, Fate, Origin, State
from connect_phone_numbers.model.identity import LOGICAL_RESOURCE_ID_TAG, STACK_ID_TAG, Resource
from connect_phone_numbers.model.patience import DESCRIBED_WITHIN, LISTED_WITHIN
from connect_phone_numbers.model.phone_number import PhoneNumber
from connect_phone_numbers.properties.ending_properties import Ending, ReleasePolicy

_INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/one"
_OTHER_INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/two"
_ARN = "arn:aws:connect:us-east-1:123456789012:phone-number/n"
_FLOW = ContactFlowArn.parse(f"{_INSTANCE}/contact-flow/f")
_PLACE = "us-east-1/one"
_RESOURCE = Resource("stack", "Support")
_NOW = 1_000_000

_ASKED = Asked(_RESOURCE, _INSTANCE, "Support line", _RESOURCE.owner_tags("claim"), {_PLACE: _FLOW})
_HELD = Claim(
    "claim",
    _INSTANCE,
    "operation",
    "operation",
    Fate.GIVEN,
    State.HELD,
    phone_number="+12065550100",
    phone_number_arn=_ARN,
    tag_keys=tuple(sorted(_ASKED.tags)),
    contact_flows={_PLACE: _FLOW.value},
)
_NUMBER = PhoneNumber(
    "+12065550100", "n", _ARN, "US", "DID", _INSTANCE, _ASKED.description, dict(_ASKED.tags), "CLAIMED"
)
_REQUESTED = replace(_HELD, state=State.REQUESTED, sent_at=_NOW)
_ANOTHERS = {STACK_ID_TAG: "another", LOGICAL_RESOURCE_ID_TAG: "Other"}


@dataclass(frozen=True)
class Situation:
    """A claim, what the service says of its number, and how a person says that."""

    claim: Claim
    seen: str
    number: PhoneNumber | None


def holding_table() -> str:
    """The next step of a Create or Update with the claim that it wants."""
    rows = [
        (each.claim.state.value, _origin(each.claim), each.seen, next_step(each.claim, each.number, _ASKED, _NOW).step)
        for each in _holding_situations()
    ]
    return _table(("claim", "its number came", "what is there", "next"), rows)


def ending_table() -> str:
    """The next step of any operation with a claim that is to be ended."""
    ending = Ending(ReleasePolicy.RELEASE_WITHIN_BUDGET, is_last=True)
    rows = [
        (
            each.claim.state.value,
            _origin(each.claim),
            each.seen,
            next_end_step(each.claim, each.number, _RESOURCE, ending, _NOW).step,
        )
        for each in _ending_situations()
    ]
    return _table(("claim", "its number came", "what is there", "next"), rows)


def ways_table() -> str:
    """How a number that is held ends: the first way that is possible."""
    rows = []
    for policy in ReleasePolicy:
        for has_place in (True, False):
            for is_last in (True, False):
                ending = Ending(policy, is_last=is_last)
                ways = ways_to_end(_HELD, ending, has_parking_place=has_place)
                rows.append(
                    (
                        f"`{policy.value}`",
                        "yes" if has_place else "no",
                        "the resource's number" if is_last else "a clean-up or rollback",
                        "; else ".join([*(way.value for way in ways), *(["fail"] if is_last else [])]),
                    )
                )
    return _table(("release policy", "may stay somewhere", "what ends", "what is tried"), rows)


def _holding_situations() -> Iterable[Situation]:
    yield Situation(replace(_HELD, state=State.CHOOSING), "nothing", None)
    yield Situation(replace(_HELD, state=State.CANDIDATE), "not known", None)
    yield from _requested_situations()
    for origin in Origin:
        new = replace(_HELD, origin=origin, fate=Fate.NEW, given_in="")
        yield Situation(new, "no number, before CloudFormation was given it", None)
        yield Situation(
            new, "a number of another owner, before CloudFormation was given it", replace(_NUMBER, tags=_ANOTHERS)
        )
    yield Situation(_HELD, "no number", None)
    yield Situation(_HELD, "a number of another owner", replace(_NUMBER, tags=_ANOTHERS))
    yield Situation(_HELD, "IN_PROGRESS", replace(_NUMBER, status="IN_PROGRESS"))
    elsewhere = replace(_NUMBER, target_arn=_OTHER_INSTANCE)
    yield Situation(_HELD, "it is at another target", elsewhere)
    moving = replace(_HELD, moving_to=_INSTANCE, target_arn=_OTHER_INSTANCE)
    yield Situation(moving, "it is at another target, and its move FAILED", replace(elsewhere, status="FAILED"))
    yield Situation(moving, "it has arrived", _NUMBER)
    undescribed = replace(_NUMBER, description="")
    yield Situation(_HELD, "it has another description", undescribed)
    describing = replace(_HELD, describing=_ASKED.description)
    yield Situation(describing, "its description FAILED to change", replace(undescribed, status="FAILED"))
    yield Situation(describing, "its description has changed", _NUMBER)
    yield Situation(replace(_HELD, tag_keys=(*_HELD.tag_keys, "old")), "it has a tag of ours that goes", _NUMBER)
    yield Situation(_HELD, "it lacks a tag", replace(_NUMBER, tags={}))
    yield Situation(replace(_HELD, contact_flows={}), "it lacks a flow", _NUMBER)
    more_flows = {**_HELD.contact_flows, "us-west-2/one": _FLOW.value}
    yield Situation(replace(_HELD, contact_flows=more_flows), "it has a flow of ours that goes, mirrored", _NUMBER)
    elsewhere_too = {**_HELD.contact_flows, "us-east-1/two": _FLOW.value}
    yield Situation(replace(_HELD, contact_flows=elsewhere_too), "it has a flow of ours that goes", _NUMBER)
    yield Situation(_HELD, "all is as it is asked for", _NUMBER)
    yield Situation(replace(_HELD, state=State.RELEASING), "a number", _NUMBER)


def _requested_situations() -> Iterable[Situation]:
    late = replace(_REQUESTED, sent_at=_NOW - DESCRIBED_WITHIN)
    yield Situation(_REQUESTED, f"no number, for less than {DESCRIBED_WITHIN} s", None)
    yield Situation(late, f"no number, for {DESCRIBED_WITHIN} s", None)
    yield Situation(_REQUESTED, "IN_PROGRESS", replace(_NUMBER, status="IN_PROGRESS"))
    for message in ("The carrier did not answer", "You've reached the limit of Phone Numbers"):
        failed = replace(_NUMBER, status="FAILED", status_message=message)
        yield Situation(_REQUESTED, f"FAILED: {message}", failed)
    again = replace(_NUMBER, status="FAILED", status_message="The carrier did not answer")
    yield Situation(replace(_REQUESTED, attempt=1), "FAILED for the second time", again)
    yield Situation(_REQUESTED, "CLAIMED", _NUMBER)


def _ending_situations() -> Iterable[Situation]:
    yield Situation(replace(_HELD, state=State.CHOOSING), "nothing", None)
    candidate = replace(_HELD, state=State.CANDIDATE, sent_at=_NOW)
    yield Situation(candidate, f"not listed, for less than {LISTED_WITHIN} s", None)
    yield Situation(replace(candidate, sent_at=_NOW - LISTED_WITHIN), f"not listed, for {LISTED_WITHIN} s", None)
    yield Situation(candidate, "listed, with our tags", _NUMBER)
    yield Situation(candidate, "listed, with another's tags", replace(_NUMBER, tags=_ANOTHERS))
    yield Situation(_REQUESTED, f"no number, for less than {DESCRIBED_WITHIN} s", None)
    yield Situation(replace(_REQUESTED, sent_at=_NOW - DESCRIBED_WITHIN), f"no number, for {DESCRIBED_WITHIN} s", None)
    yield Situation(_REQUESTED, "FAILED", replace(_NUMBER, status="FAILED"))
    for claim in (_REQUESTED, _HELD):
        yield Situation(claim, "IN_PROGRESS", replace(_NUMBER, status="IN_PROGRESS"))
        yield Situation(claim, "a number of another owner", replace(_NUMBER, tags=_ANOTHERS))
    for origin in Origin:
        yield Situation(replace(_HELD, origin=origin), "CLAIMED", _NUMBER)
    yield Situation(_HELD, "FAILED to move: it is where it was", replace(_NUMBER, status="FAILED"))
    yield Situation(_HELD, "no number", None)
    releasing = replace(_HELD, state=State.RELEASING)
    yield Situation(releasing, "still there", _NUMBER)
    yield Situation(releasing, "a number of another owner", replace(_NUMBER, tags=_ANOTHERS))
    yield Situation(releasing, "no number", None)


_ORIGINS: dict[Origin, str] = {
    Origin.CLAIMED: "by its claim",
    Origin.PARKED: "from the parked numbers",
    Origin.RETAINED: "retained, and created again",
    Origin.OTHERS: "from others",
}


def _origin(claim: Claim) -> str:
    return "" if claim.state in (State.CHOOSING, State.CANDIDATE) else _ORIGINS[claim.origin]


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(header)
    lines = [titles, ["---"] * len(titles), *([str(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
