"""A claim: what is recorded about one number on its way from wanted to claimed to released."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from .phone_number import PhoneNumber, known_as


class State(StrEnum):
    """How far a claim has come. Each is recorded before the step that it announces is taken."""

    CHOOSING = "CHOOSING"
    """No candidate is recorded as sent: nothing was asked of the service."""
    CANDIDATE = "CANDIDATE"
    """Candidate and ClientToken are recorded: ClaimPhoneNumber may have been sent and may have taken effect."""
    REQUESTED = "REQUESTED"
    """The service accepted the claim; DescribePhoneNumber tells what became of it."""
    HELD = "HELD"
    """The account holds the number."""
    RELEASING = "RELEASING"
    """The release is reserved: ReleasePhoneNumber may have been sent."""


class Origin(StrEnum):
    """Where a claim's number came from."""

    CLAIMED = "CLAIMED"
    """It is claimed for this resource."""
    PARKED = "PARKED"
    """It was on the list of parked numbers."""
    RETAINED = "RETAINED"
    """It outlived its resource, by a policy to retain it, and the resource was created again."""
    OTHERS = "OTHERS"
    """It was claimed or ported by others before the resource took it over."""


class Fate(StrEnum):
    """What CloudFormation knows of a claim's number, and what is to become of it."""

    NEW = "NEW"
    """CloudFormation was never given it. If no operation wants it any more, nobody else will ask for its end."""
    GIVEN = "GIVEN"
    """CloudFormation was given its ARN as the resource's physical id: it lives until a Delete names it."""
    DOOMED = "DOOMED"
    """It is to be ended: by this operation, or by any later one if this one can't."""


@dataclass(frozen=True)
class Claim:
    """The record of one claim.

    Attributes:
        claim_id: see `Resource.claim_id`.
        target_arn: the instance or traffic distribution group that the number is claimed to.
        wanted_in: the latest operation that asked for it, by its key.
        given_in: the latest operation that gave CloudFormation its ARN, else "".
        fate: whether CloudFormation knows it, or it is to be ended.
        state: how far it has come.
        origin: where the number came from.
        phone_number: the candidate, then the number, in E.164.
        source_phone_number_arn: what the number is imported by, from another service; "" for a claim.
        client_token: the ClientToken of the claim in CANDIDATE, of the release in RELEASING.
        sent_at: when ClaimPhoneNumber was sent last, or was about to be, in seconds since the epoch.
        refusal: what the service refused the claim with when it was sent once more, though an earlier sending may have
            taken effect, else "". It is not sent again then: each refused claim may count.
        attempt: how often this candidate has been claimed and FAILED.
        rejected: numbers that are not tried again: the service refused them, or they turned out to be somebody else's.
        lost_races: how many candidates of a search the service refused in the operation `wanted_in`.
        searched_since: when this round of the search began, in seconds since the epoch; 0 before the first.
        phone_number_arn: the service's ARN, once it gave one.
        country_code: the number's country, once HELD.
        number_type: the number's PhoneNumberType, once HELD.
        tag_keys: keys of the tags that we put on the number; others on it are not ours.
        describing: a description that may have been sent and is not seen to be there, else "".
        moving_to: the target of a move that may have been sent and is not seen to be done, else "".
        contact_flows: the ARN of the flow associated by us, by `<Region>/<instance id>`; "" while it is being changed.
        flows_found: the ARN of the flow that others had associated, by place, before we changed it; "" for none.
        reserved_at: when an operation was last reserved for this claim, in seconds since the epoch; 0 for none.
        reserved_first: when the first sending of the claim was reserved, where it is sent once more: the service may
            refuse both, and count both; else 0.
    """

    claim_id: str
    target_arn: str
    wanted_in: str
    given_in: str = ""
    fate: Fate = Fate.NEW
    state: State = State.CHOOSING
    origin: Origin = Origin.CLAIMED
    phone_number: str = ""
    source_phone_number_arn: str = ""
    client_token: str = ""
    sent_at: int = 0
    refusal: str = ""
    attempt: int = 0
    rejected: tuple[str, ...] = ()
    lost_races: int = 0
    searched_since: int = 0
    phone_number_arn: str = ""
    country_code: str = ""
    number_type: str = ""
    tag_keys: tuple[str, ...] = ()
    describing: str = ""
    moving_to: str = ""
    contact_flows: dict[str, str] = field(default_factory=dict)
    flows_found: dict[str, str] = field(default_factory=dict)
    reserved_at: int = 0
    reserved_first: int = 0

    @property
    def known_as(self) -> str:
        """See `known_as`."""
        return known_as(self.phone_number, self.source_phone_number_arn)

    def requested(self, phone_number_arn: str) -> Self:
        """The claim once the service accepted it."""
        return replace(self, state=State.REQUESTED, phone_number_arn=phone_number_arn)

    def withdrawn(self) -> Self:
        """The claim once it is certain that its candidate was not claimed: back to choosing."""
        return replace(
            self,
            state=State.CHOOSING,
            origin=Origin.CLAIMED,
            phone_number="",
            source_phone_number_arn="",
            phone_number_arn="",
            client_token="",
            refusal="",
            attempt=0,
            tag_keys=(),
            reserved_at=0,
            reserved_first=0,
        )

    def refused(self) -> Self:
        """The claim once its candidate turned out to be somebody else's: back to choosing, without that number."""
        return replace(self.withdrawn(), rejected=(*self.rejected, self.known_as))

    def holding(self, number: PhoneNumber, origin: Origin) -> Self:
        """The claim of a number that the account held before the claim was there."""
        return replace(
            self,
            state=State.HELD,
            origin=origin,
            target_arn=number.target_arn,
            phone_number=number.phone_number,
            source_phone_number_arn=number.source_phone_number_arn,
            phone_number_arn=number.phone_number_arn,
            country_code=number.country_code,
            number_type=number.number_type,
        )

    def doomed(self) -> Self:
        """The claim once it is to be ended."""
        return replace(self, fate=Fate.DOOMED)

    def wanted(self, operation_key: str) -> Self:
        """The claim once an operation asks for it. A doomed one stays doomed until CloudFormation is given it."""
        lost_races = self.lost_races if operation_key == self.wanted_in else 0
        return replace(self, wanted_in=operation_key, lost_races=lost_races)

    def given(self, operation_key: str) -> Self:
        """The claim once CloudFormation is given its ARN."""
        return replace(self, fate=Fate.GIVEN, given_in=operation_key)
