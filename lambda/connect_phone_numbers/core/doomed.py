"""Which of a resource's claims a Delete ends, and which an operation leaves behind it."""

from __future__ import annotations

from collections.abc import Iterable

from .arn import is_phone_number_arn
from .claim import Claim


def doomed_by_delete(claims: Iterable[Claim], physical_resource_id: str, claim_id: str | None) -> list[Claim]:
    """The claims that a Delete has to end.

    - The one that CloudFormation names, by the claim id it was given first or the ARN it was given last.
    - Every one whose ARN CloudFormation was never given: nobody else will ask for its end. CloudFormation works on a
      resource one operation at a time, so none of them belongs to an operation still under way.
    - Where CloudFormation names an id that it made up, as it does for a Create that it cancelled: the one that the
      properties stand for. It never learnt of that one either.

    All others stay: they are live, or were retained.

    Args:
        claims: all of the resource.
        physical_resource_id: the Delete's.
        claim_id: derived from the Delete's properties, where they can be read.
    """
    claims = list(claims)
    named = [claim for claim in claims if physical_resource_id in (claim.claim_id, claim.phone_number_arn)]
    if not named and not is_phone_number_arn(physical_resource_id):
        named = [claim for claim in claims if claim.claim_id == claim_id]
    unreported = [claim for claim in claims if not claim.reported_in and claim not in named]
    return [*named, *unreported]


def left_behind(claims: Iterable[Claim], wanted_claim_id: str) -> list[Claim]:
    """The claims of earlier operations that CloudFormation does not know of, once an operation got what it wanted."""
    return [claim for claim in claims if not claim.reported_in and claim.claim_id != wanted_claim_id]


def abandoned_by_rollback(
    old: Claim, physical_resource_id: str, wanted_claim_id: str, previous_request_id: str
) -> bool:
    """Whether the claim of an Update's old properties is one that CloudFormation never took for the resource's.

    An Update names the number that the resource holds, and the properties it comes from. Where these are not the same
    claim, the Update rolls back the one before it, whose answer was lost. A number that an earlier operation reported,
    and that was retained since, is not that one's.
    """
    return (
        old.claim_id != wanted_claim_id
        and physical_resource_id not in (old.claim_id, old.phone_number_arn)
        and old.reported_in == previous_request_id
    )
