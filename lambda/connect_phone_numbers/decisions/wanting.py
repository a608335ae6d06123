"""Which claim a Create or Update works with: one that is recorded, the number that the resource holds, or a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ..model.claim import Claim, Origin, State
from ..model.selection import ExactPhoneNumber, ImportedPhoneNumber, Selection


class Choice(StrEnum):
    """What to do for the claim that is wanted."""

    GO_ON = "GO_ON"
    """Go on with the recorded claim."""
    END_FIRST = "END_FIRST"
    """Its number is being released: end that first."""
    KEEP = "KEEP"
    """The number that the resource holds is what is asked for now, under another claim id."""
    BEGIN = "BEGIN"
    """Begin a new claim."""


@dataclass(frozen=True)
class Wanted:
    """The decision, and the claim that it is about.

    Attributes:
        replaces: the claim id under which a number that is kept was recorded, else "".
    """

    choice: Choice
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
    """Decide it.

    A number that satisfies what is asked for stays. A search that has changed so that the number held still satisfies
    it replaces nothing, since a replaced number is lost.

    Args:
        claims: all of the resource, by claim id.
        claim_id: of what is asked for.
        selection: what is asked for.
        target_arn: where.
        physical_resource_id: the number that the resource holds, by its ARN; another id, or "", where it holds none.
        key: the operation's.
        is_create: whether it is a Create: a number that CloudFormation was given before it was retained.
    """
    recorded = claims.get(claim_id)
    if recorded is not None and recorded.state is State.RELEASING:
        return Wanted(Choice.END_FIRST, recorded)
    if recorded is not None:
        is_retained = is_create and recorded.given_in not in ("", key) and recorded.origin is not Origin.OTHERS
        origin = Origin.RETAINED if is_retained else recorded.origin
        return Wanted(Choice.GO_ON, replace(recorded.wanted(key), origin=origin))
    held = next((claim for claim in claims.values() if claim.phone_number_arn == physical_resource_id), None)
    if held is not None and held.state is State.HELD and selection.is_satisfied_by(held):
        return Wanted(Choice.KEEP, replace(held.wanted(key), claim_id=claim_id), held.claim_id)
    exact = selection.phone_number if isinstance(selection, ExactPhoneNumber) else ""
    source = selection.source_phone_number_arn if isinstance(selection, ImportedPhoneNumber) else ""
    begun = Claim(claim_id, target_arn, key, phone_number=exact, source_phone_number_arn=source)
    return Wanted(Choice.BEGIN, begun)
