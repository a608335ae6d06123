"""A claim: the ledger's record of one number, from the wish for it to its end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from .phone_number import PhoneNumber, known_as


class State(StrEnum):
    """How far a claim is. The state is recorded before the step that it announces."""

    CHOOSING = "CHOOSING"
    """There is no candidate yet, and nothing was sent."""
    CANDIDATE = "CANDIDATE"
    """Candidate and ClientToken are recorded. ClaimPhoneNumber may have been sent, and may have taken effect."""
    REQUESTED = "REQUESTED"
    """Amazon Connect accepted the claim. DescribePhoneNumber tells what became of it."""
    HELD = "HELD"
    """The account holds the number."""
    RELEASING = "RELEASING"
    """The release is reserved. ReleasePhoneNumber may have been sent."""


class Origin(StrEnum):
    """Where a claim's number came from."""

    CLAIMED = "CLAIMED"
    """The number was claimed for this resource."""
    PARKED = "PARKED"
    """The number was parked."""
    RETAINED = "RETAINED"
    """The number was retained when its resource was removed, and the resource was created again."""
    OTHERS = "OTHERS"
    """The number was claimed or ported before the resource adopted it."""


class Fate(StrEnum):
    """Whether CloudFormation knows a claim's number, and whether the claim is to be ended."""

    NEW = "NEW"
    """CloudFormation was never given the number. So no event will ask for its end."""
    GIVEN = "GIVEN"
    """CloudFormation was given the number's ARN as the physical id. The number lives until a Delete names it."""
    DOOMED = "DOOMED"
    """The claim is to be ended, by this operation or by a later one."""


@dataclass(frozen=True)
class Claim:
    """The record of one claim.

    Attributes:
        claim_id: see `Resource.claim_id`.
        target_arn: the instance or traffic distribution group that the number is claimed to.
        wanted_in: the key of the latest operation that asked for the claim.
        given_in: the key of the latest operation that gave CloudFormation the number's ARN, else "".
        phone_number: the candidate, then the number, in E.164.
        source_phone_number_arn: the ARN in another service that the number is imported from; "" for a claimed number.
        client_token: in CANDIDATE, the ClientToken of the claim; in RELEASING, that of the release.
        sent_at: when ClaimPhoneNumber was last sent, or about to be sent, in seconds since the epoch.
        refusal: why the service refused the claim when it was sent a second time, else "". The first sending may have
            taken effect all the same. The claim is not sent a third time, as each refused claim may count.
        attempt: how often the claim of this candidate became FAILED.
        rejected: numbers that are not tried again: the service refused them, or somebody else owns them.
        lost_races: how many candidates of a search the service refused in the operation `wanted_in`.
        searched_since: when this round of the search began, in seconds since the epoch; 0 before the first round.
        phone_number_arn: the number's ARN, once Amazon Connect has given one.
        country_code: the number's country, once HELD.
        number_type: the number's PhoneNumberType, once HELD.
        tag_keys: the keys of the tags that we put on the number.
        describing: the key of the operation that is changing the description, until Amazon Connect shows it; else "".
        moving_to: the target of a move, until Amazon Connect shows the number there; else "".
        contact_flows: the ARNs of the contact flows that we associated, by `<Region>/<instance id>`; "" while an
            association is being changed.
        flows_found: the ARNs of the contact flows that an adopted number had before; "" where it had none.
        reserved_at: when an operation was last reserved for this claim, in seconds since the epoch; 0 for none.
        reserved_first: when the first sending was reserved, while the claim is sent a second time; else 0. Amazon
            Connect may refuse both, and count both.
        heard_of: whether CloudFormation is sure to have got the ARN: an Update that asked for the number again named
            it, or a number that was given later.
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
    heard_of: bool = False

    @property
    def known_as(self) -> str:
        """See `phone_number.known_as`."""
        return known_as(self.phone_number, self.source_phone_number_arn)

    def requested(self, phone_number_arn: str) -> Self:
        """The claim once Amazon Connect has accepted it."""
        return replace(self, state=State.REQUESTED, phone_number_arn=phone_number_arn)

    def withdrawn(self) -> Self:
        """The claim once it is certain that it holds no number: back to CHOOSING."""
        return type(self)(
            self.claim_id,
            self.target_arn,
            self.wanted_in,
            self.given_in,
            self.fate,
            rejected=self.rejected,
            lost_races=self.lost_races,
            searched_since=self.searched_since,
        )

    def refused(self) -> Self:
        """The claim once its number was refused, or is somebody else's: back to CHOOSING, without that number."""
        return replace(self.withdrawn(), rejected=(*self.rejected, self.known_as))

    def holding(self, number: PhoneNumber, origin: Origin) -> Self:
        """The claim with a number that the account holds already."""
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
        """The claim, marked to be ended."""
        return replace(self, fate=Fate.DOOMED, heard_of=False)

    def wanted(self, operation_key: str) -> Self:
        """The claim once an operation asks for it. If it is doomed, it stays so until CloudFormation has its number."""
        lost_races = self.lost_races if operation_key == self.wanted_in else 0
        return replace(self, wanted_in=operation_key, lost_races=lost_races)

    def given(self, operation_key: str) -> Self:
        """The claim once CloudFormation is given the number's ARN."""
        return replace(self, fate=Fate.GIVEN, given_in=operation_key)
