"""A claim: what is recorded about one number on its way from wanted to claimed to released."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol, Self


class HeldNumber(Protocol):
    """A number that the account holds, wherever that is known from."""

    @property
    def phone_number(self) -> str:
        """In E.164."""

    @property
    def phone_number_id(self) -> str:
        """The service's id."""

    @property
    def phone_number_arn(self) -> str:
        """The service's ARN."""

    @property
    def country_code(self) -> str:
        """ISO 3166-1 alpha-2."""

    @property
    def number_type(self) -> str:
        """The PhoneNumberType."""

    @property
    def target_arn(self) -> str:
        """The ARN of the instance or traffic distribution group that it is claimed to."""


class ClaimStatus(StrEnum):
    """How far a claim has come. Each is recorded before the step that it announces is taken."""

    CHOOSING = "CHOOSING"
    """No candidate number yet: nothing was sent to the service for one."""
    CANDIDATE = "CANDIDATE"
    """Candidate and ClientToken are recorded: ClaimPhoneNumber may have been sent and may have taken effect."""
    REQUESTED = "REQUESTED"
    """The service accepted the claim; what became of it is asked for with DescribePhoneNumber."""
    CLAIMED = "CLAIMED"
    """The service said CLAIMED."""
    RELEASING = "RELEASING"
    """ReleasePhoneNumber may have been sent."""


@dataclass(frozen=True)
class Claim:
    """The record of one claim.

    Attributes:
        claim_id: see `Resource.claim_id`.
        target_arn: the instance or traffic distribution group that the number is claimed to.
        status: how far it has come.
        phone_number: the candidate, then the number, in E.164.
        client_token: the ClientToken of the claim in CANDIDATE, of the release in RELEASING.
        sent_at: when ClaimPhoneNumber was sent last, or was about to be, in seconds since the epoch.
        attempt: how often this candidate has been claimed and FAILED.
        rejected: candidates that the service refused, because somebody else was faster.
        phone_number_id: the service's id, once it gave one.
        phone_number_arn: the service's ARN, once it gave one.
        country_code: the number's country, once CLAIMED.
        number_type: the number's PhoneNumberType, once CLAIMED.
        tag_keys: keys of the tags that we put on the number; others on it are not ours.
        describing: a description that may have been sent and is not seen to be there, else "".
        moving_to: the target of a move that may have been sent and is not seen to be done, else "".
        contact_flows: the ARN of the flow associated by us, by `<Region>/<instance id>`; "" while it is being changed.
        reservation: the ledger's key of the operation that was last reserved for this claim, else "".
        reserved_at: when it was reserved, in seconds since the epoch.
        retained: whether the number outlived its resource, which was then created again.
        adopted: whether the number was parked, and not claimed for this resource.
        taken_over: whether the number was claimed or ported by others, before it became this resource's.
        reported_in: the request that gave CloudFormation this number's ARN as the resource's physical id, else "".
    """

    claim_id: str
    target_arn: str
    status: ClaimStatus = ClaimStatus.CHOOSING
    phone_number: str = ""
    client_token: str = ""
    sent_at: int = 0
    attempt: int = 0
    rejected: tuple[str, ...] = ()
    phone_number_id: str = ""
    phone_number_arn: str = ""
    country_code: str = ""
    number_type: str = ""
    tag_keys: tuple[str, ...] = ()
    describing: str = ""
    moving_to: str = ""
    contact_flows: dict[str, str] = field(default_factory=dict)
    reservation: str = ""
    reserved_at: int = 0
    retained: bool = False
    adopted: bool = False
    taken_over: bool = False
    reported_in: str = ""

    def with_candidate(self, phone_number: str, target_arn: str, client_token: str) -> Self:
        """The claim once it is decided which number to try, for which target, with which token."""
        return replace(
            self,
            status=ClaimStatus.CANDIDATE,
            phone_number=phone_number,
            target_arn=target_arn,
            client_token=client_token,
        )

    def reserved(self, reservation: str, now: int) -> Self:
        """The claim once its next operation, which is about to be sent, is reserved."""
        return replace(self, reservation=reservation, reserved_at=now, sent_at=now)

    def requested(self, phone_number_id: str, phone_number_arn: str) -> Self:
        """The claim once the service accepted it."""
        return replace(
            self,
            status=ClaimStatus.REQUESTED,
            phone_number_id=phone_number_id,
            phone_number_arn=phone_number_arn,
        )

    def withdrawn(self) -> Self:
        """The claim once it is certain that its candidate was not claimed: back to choosing."""
        return replace(
            self,
            status=ClaimStatus.CHOOSING,
            phone_number="",
            phone_number_id="",
            phone_number_arn="",
            client_token="",
            attempt=0,
            tag_keys=(),
            reservation="",
            adopted=False,
            taken_over=False,
        )

    def refused(self) -> Self:
        """The claim once its candidate turned out to be somebody else's: back to choosing, without that number."""
        return replace(self.withdrawn(), rejected=(*self.rejected, self.phone_number))

    def claimed(self, country_code: str, number_type: str) -> Self:
        """The claim once the service said CLAIMED."""
        return replace(self, status=ClaimStatus.CLAIMED, country_code=country_code, number_type=number_type)

    def holding(self, number: HeldNumber) -> Self:
        """The claim of a number that the account held before the claim was there."""
        return replace(
            self,
            status=ClaimStatus.CLAIMED,
            target_arn=number.target_arn,
            phone_number=number.phone_number,
            phone_number_id=number.phone_number_id,
            phone_number_arn=number.phone_number_arn,
            country_code=number.country_code,
            number_type=number.number_type,
        )

    def releasing(self, client_token: str) -> Self:
        """The claim once it is decided to release its number."""
        return replace(self, status=ClaimStatus.RELEASING, client_token=client_token)
