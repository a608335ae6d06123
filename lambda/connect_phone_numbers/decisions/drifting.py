"""The differences between a number and its record in the ledger. Pure.

CloudFormation's drift detection does not look at custom resources. A deployment does not correct a manual change
either while the template stays the same: CloudFormation sends no event then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..model.claim import Claim, Fate, Origin, State
from ..model.identity import PARKED_TAG, Resource, owner
from ..model.phone_number import PhoneNumber
from ..properties.properties import Properties


class DriftKind(StrEnum):
    """What differs."""

    GONE = "GONE"
    """The number is not there any more."""
    FAILED = "FAILED"
    """Its last claim, move or change of description FAILED."""
    TARGET = "TARGET"
    """It is at another instance or traffic distribution group."""
    OWNER = "OWNER"
    """Its tags name another owner or no owner, or a parked number lacks the tag of parked numbers."""
    TAG = "TAG"
    """A tag from the template has another value, or is gone."""
    DESCRIPTION = "DESCRIPTION"
    """Its description is another."""
    CONTACT_FLOW = "CONTACT_FLOW"
    """Calls to it enter another contact flow, or none."""


@dataclass(frozen=True)
class RecordedNumber:
    """A number as it should be, by the ledger.

    Attributes:
        resource: its owner; None for a parked number.
        target_arn: the instance or traffic distribution group.
        tags: the tags that we put on. The number may have more.
        description: None where the template gives none, or is not known.
        contact_flows: the ARNs of the contact flows that the template asks for, by `<Region>/<instance id>`.
        version: changes with each change of the number that the ledger hears of.
        is_settled: whether no operation is under way.
        shows_tags: whether Amazon Connect shows the tags of the last operation by now.
    """

    phone_number: str
    phone_number_arn: str
    resource: Resource | None
    target_arn: str
    tags: Mapping[str, str]
    description: str | None
    contact_flows: Mapping[str, str]
    version: str
    is_settled: bool = True
    shows_tags: bool = True


@dataclass(frozen=True)
class SeenNumber:
    """A number as Amazon Connect shows it.

    Attributes:
        contact_flows: the ARNs of its contact flows, by `<Region>/<instance id>`; only the places that were looked at.
    """

    number: PhoneNumber
    contact_flows: Mapping[str, str]


@dataclass(frozen=True)
class Drift:
    """One difference.

    Attributes:
        expected: the value in the ledger.
        actual: the value that Amazon Connect shows; "" for none.
        subject: the tag's key, or the flow's `<Region>/<instance id>`; else "".
    """

    kind: DriftKind
    expected: str
    actual: str
    subject: str = ""


def is_live(claim: Claim) -> bool:
    """Whether CloudFormation was given the claim's number, and has not asked for its end."""
    return claim.state is State.HELD and claim.fate is Fate.GIVEN


def recorded_number(
    claim: Claim, resource: Resource, properties: Properties | None, version: str, **more: bool
) -> RecordedNumber:
    """The number of a live claim, as it should be.

    Args:
        claim: as the ledger has it.
        resource: the owner.
        properties: the properties of the last operation, if it succeeded and was for this claim.
        version: see `RecordedNumber`.
        more: see `RecordedNumber`.
    """
    tags: Mapping[str, str] = {}
    description = None
    if properties is not None:
        tags = properties.tags
        is_others = claim.origin is Origin.OTHERS and not properties.description
        description = None if is_others else properties.description
    return RecordedNumber(
        claim.phone_number,
        claim.phone_number_arn,
        resource,
        claim.target_arn,
        {**tags, **resource.owner_tags(claim.claim_id)},
        description,
        {place: flow for place, flow in claim.contact_flows.items() if flow},
        version,
        **more,
    )


def drift_of(recorded: RecordedNumber, seen: SeenNumber | None, stands_for: Mapping[str, str]) -> list[Drift]:
    """How a number differs from its record.

    Args:
        recorded: the number by the ledger.
        seen: the number by Amazon Connect; None where there is no such number.
        stands_for: ARNs of instances, by the ARN of their default traffic distribution group. Replicating an instance
            moves its numbers to that group.
    """
    if seen is None:
        return [Drift(DriftKind.GONE, recorded.phone_number_arn, "")]
    return list(_differences(recorded, seen, stands_for))


def _differences(recorded: RecordedNumber, seen: SeenNumber, stands_for: Mapping[str, str]) -> Iterator[Drift]:
    number = seen.number
    if number.status == "FAILED":
        yield Drift(DriftKind.FAILED, "CLAIMED", f"FAILED: {number.status_message}")
    expected, actual = (stands_for.get(arn, arn) for arn in (recorded.target_arn, number.target_arn))
    if actual != expected:
        yield Drift(DriftKind.TARGET, recorded.target_arn, number.target_arn)
    yield from _tags(recorded, number)
    if recorded.description is not None and number.description != recorded.description:
        yield Drift(DriftKind.DESCRIPTION, recorded.description, number.description)
    for place, flow in recorded.contact_flows.items():
        found = seen.contact_flows.get(place, "")
        # Only the ids are compared: a replica may name the flow with either Region.
        if flow.rpartition("/")[2] != found.rpartition("/")[2]:
            yield Drift(DriftKind.CONTACT_FLOW, flow, found, place)


def _tags(recorded: RecordedNumber, number: PhoneNumber) -> Iterator[Drift]:
    if not recorded.shows_tags:
        return
    holder, is_tagged_as_parked = owner(number.tags), PARKED_TAG in number.tags
    if holder != recorded.resource or (recorded.resource is None and not is_tagged_as_parked):
        actual = _named(holder, "parked" if is_tagged_as_parked else "nobody")
        yield Drift(DriftKind.OWNER, _named(recorded.resource, "parked"), actual)
        return
    for key, value in recorded.tags.items():
        if number.tags.get(key) != value:
            yield Drift(DriftKind.TAG, value, number.tags.get(key, ""), key)


def _named(resource: Resource | None, otherwise: str) -> str:
    return otherwise if resource is None else str(resource)
