"""Which of a resource's claims an operation ends. They are marked as doomed before anything else is done. Pure.

CloudFormation works on a resource one operation at a time. So if an earlier operation claimed a number and did not give
it to CloudFormation, nobody owns that number, and no event will ever name it. A number that CloudFormation was given
lives until a Delete names it. A number that was retained is never named, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from ..model.arn import is_phone_number_arn
from ..model.claim import Claim, Fate
from .order import is_later

PENDING = "create-"
"""The beginning of the physical id of a resource whose Create FAILED. The operation's key follows."""
_REMEMBERED = 10
"""How many Creates, and how many physical ids, a record remembers."""
_NOT_ARRIVED = "<"
"""Instead of a Create's key: the key of an operation follows, which named the Create before the Create arrived."""


def pending_id(operation_key: str) -> str:
    """The physical id of a resource whose Create FAILED. It names this Create, and no number of a later one."""
    return f"{PENDING}{operation_key}"


@dataclass(frozen=True)
class Creates:
    """Which Create a physical id stands for, where the id is not a number's ARN.

    CloudFormation makes an id up for a Create whose answer it did not wait for. With rollback switched off, it creates
    the resource again before it deletes that id. So the id stands for the oldest Create that no operation has named.
    A Create whose number was retained is never named. It is not meant where it asked for something else than the
    operation. Without another Create, the id stands for one that may still arrive, late.

    Attributes:
        unnamed: keys of the Creates that no operation has named yet, oldest first.
        named: keys of Creates, by the physical id that named each. Where the Create has not arrived: `<` and the key of
            the operation that named the id.
    """

    unnamed: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)

    def after(
        self, kind: str, key: str, physical_resource_id: str, claims: Iterable[Claim], claim_id: str = ""
    ) -> Self:
        """What is known once an operation has begun.

        Args:
            kind: `Create`, `Update` or `Delete`.
            key: the operation's.
            physical_resource_id: the id that the operation names.
            claims: all claims of the resource.
            claim_id: the claim id of what the named resource asked for; "" where that is not known.
        """
        if kind == "Create":
            return replace(self, unnamed=(*self.unnamed, key)[-_REMEMBERED:])
        if is_phone_number_arn(physical_resource_id):
            # CloudFormation has got the answer of the Create that gave it this number.
            heard = {claim.given_in for claim in claims if claim.phone_number_arn == physical_resource_id}
            create = next((each for each in self.unnamed if each in heard), "")
            return self._naming(physical_resource_id, create) if create else self
        others = {claim.given_in for claim in claims if claim_id and claim.claim_id != claim_id}
        oldest = next((create for create in self.unnamed if create not in others), f"{_NOT_ARRIVED}{key}")
        return self._naming(physical_resource_id, self.create_of(physical_resource_id) or oldest)

    def after_late_create(self, key: str) -> Self:
        """What is known once a Create has arrived after a later operation; it may have arrived before, too."""
        if key in self.unnamed or key in self.named.values():
            return self
        for physical_resource_id, create in self.named.items():
            if create.startswith(_NOT_ARRIVED) and is_later(create.removeprefix(_NOT_ARRIVED), key):
                return self._naming(physical_resource_id, key)
        return replace(self, unnamed=tuple(sorted([*self.unnamed, key]))[-_REMEMBERED:])

    def _naming(self, physical_resource_id: str, create: str) -> Self:
        others = [each for each in self.named.items() if each[0] != physical_resource_id]
        # The ledger keeps no order of the ids. Operations' keys sort by time.
        newest = sorted(others, key=lambda each: each[1].removeprefix(_NOT_ARRIVED))[1 - _REMEMBERED :]
        unnamed = tuple(each for each in self.unnamed if each != create)
        return replace(self, unnamed=unnamed, named={**dict(newest), physical_resource_id: create})

    def create_of(self, physical_resource_id: str) -> str:
        """The key of the Create that an id stands for; "" for a number's ARN, and where no Create is known."""
        if physical_resource_id.startswith(PENDING):
            return physical_resource_id.removeprefix(PENDING)
        return "" if is_phone_number_arn(physical_resource_id) else self.named.get(physical_resource_id, "")


def doomed_by_delete(claims: Iterable[Claim], key: str, physical_resource_id: str, create: str) -> list[Claim]:
    """The claims that a Delete ends.

    Args:
        claims: all claims of the resource.
        key: the Delete's.
        physical_resource_id: the id that it names: a number's ARN, the id of a Create that FAILED, or an id that
            CloudFormation made up.
        create: the Create that the id stands for: see `Creates.create_of`.
    """
    return [
        claim
        for claim in claims
        if not is_later(claim.wanted_in, key)
        and (
            claim.fate is not Fate.GIVEN
            or claim.phone_number_arn == physical_resource_id
            or (create and claim.given_in == create)
        )
    ]


def doomed_by_late_delete(claims: Iterable[Claim], key: str, physical_resource_id: str) -> list[Claim]:
    """The claims that a Delete ends which arrives after a later operation: only the claims that the Delete names."""
    return [
        claim
        for claim in claims
        if not is_later(claim.wanted_in, key)
        and (
            claim.phone_number_arn == physical_resource_id
            or (claim.fate is not Fate.GIVEN and pending_id(claim.wanted_in) == physical_resource_id)
        )
    ]


def doomed_by_create_or_update(
    claims: Iterable[Claim], wanted_claim_id: str, old_claim_id: str, physical_resource_id: str
) -> list[Claim]:
    """The claims that a Create or Update ends, besides getting what the template asks for.

    An Update names the number that the resource holds, and the old properties. If the old properties belong to another
    claim than the number, the Update rolls back an update whose answer CloudFormation never got. The claim of those old
    properties is ended then. A number that was given before the number that the Update names was retained, and stays.

    Args:
        claims: all claims of the resource.
        wanted_claim_id: the claim id of what the template asks for.
        old_claim_id: the claim id of an Update's old properties; "" for none.
        physical_resource_id: the id that an Update names; "" for a Create.
    """
    claims = list(claims)
    named = [claim for claim in claims if physical_resource_id and claim.phone_number_arn == physical_resource_id]
    return [
        claim
        for claim in claims
        if claim.claim_id != wanted_claim_id
        and claim not in named
        and (claim.fate is not Fate.GIVEN or (claim.claim_id == old_claim_id and _was_never_heard_of(claim, named)))
    ]


def _was_never_heard_of(claim: Claim, named: Iterable[Claim]) -> bool:
    """Whether CloudFormation never got the answer with this number: it names a number that it was given before."""
    is_newest = claim.given_in == claim.wanted_in or any(is_later(claim.given_in, other.given_in) for other in named)
    return is_newest and not claim.heard_of


def doomed_by_failure(claims: Iterable[Claim], key: str) -> list[Claim]:
    """The claims that a failed operation leaves behind: wanted by it or before it, never given to CloudFormation."""
    return [claim for claim in claims if not is_later(claim.wanted_in, key) and claim.fate is not Fate.GIVEN]
