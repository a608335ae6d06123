"""Which claim a Create or Update works with: a recorded claim, that of the number it holds, or a new one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..model.claim import Claim, Fate, Origin, State
from ..model.selection import ExactPhoneNumber, ImportedPhoneNumber, Selection
from .order import is_later


@dataclass(frozen=True)
class Wanted:
    """The claim to work with.

    Attributes:
        claim: a claim that is RELEASING has to be ended before a new one can begin.
        replaces: the claim id under which the number was recorded so far, where the number is kept for another claim
            id; else "".
    """

    claim: Claim
    replaces: str = ""


def wanted(
    claims: Mapping[str, Claim],
    claim_id: str,
    selection: Selection,
    target_arn: str,
    physical_resource_id: str,
    key: str,
    *,
    is_create: bool,
) -> Wanted:
    """Decide which claim an operation works with.

    A number that still satisfies a changed search is kept, since a number that is replaced is lost.

    Args:
        claims: all claims of the resource, by claim id.
        claim_id: the claim id of what the template asks for.
        selection: which number the template asks for.
        target_arn: the target that it asks for.
        physical_resource_id: the ARN of the number that the resource holds; another id, or "", where it holds none.
        key: the operation's.
        is_create: whether the operation is a Create. If its claim was given to CloudFormation before, the number was
            retained.
    """
    recorded = claims.get(claim_id)
    if recorded is not None and recorded.state is State.RELEASING:
        return Wanted(recorded)
    held = next((claim for claim in claims.values() if claim.phone_number_arn == physical_resource_id), None)
    if recorded is not None:
        is_retained = is_create and recorded.given_in not in ("", key) and recorded.origin is not Origin.OTHERS
        origin = Origin.RETAINED if is_retained else recorded.origin
        heard_of = recorded.heard_of or _was_before(recorded, held)
        return Wanted(replace(recorded.wanted(key), origin=origin, heard_of=heard_of))
    if held is not None and held.state is State.HELD and selection.is_satisfied_by(held):
        return Wanted(replace(held.wanted(key), claim_id=claim_id), replaces=held.claim_id)
    exact = selection.phone_number if isinstance(selection, ExactPhoneNumber) else ""
    source = selection.source_phone_number_arn if isinstance(selection, ImportedPhoneNumber) else ""
    return Wanted(Claim(claim_id, target_arn, key, phone_number=exact, source_phone_number_arn=source))


def _was_before(claim: Claim, held: Claim | None) -> bool:
    """Whether CloudFormation was given a claim's number before the number that it holds now."""
    return claim.fate is Fate.GIVEN and held is not None and not is_later(claim.wanted_in, held.given_in)
