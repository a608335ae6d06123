"""How a number differs from what the ledger has of it: pure.

CloudFormation's drift detection knows no custom resources. What was changed by hand is not put right by a deployment
either, as long as the template stays as it is: CloudFormation sends no event.
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
    """What has changed."""

    GONE = "GONE"
    """There is no such number any more."""
    FAILED = "FAILED"
    """Its last claim, move or change of description FAILED."""
    TARGET = "TARGET"
    """It is at another instance or traffic distribution group."""
    OWNER = "OWNER"
    """Its tags name another owner, or none; or a parked number is not tagged as parked."""
    TAG = "TAG"
    """A tag that the template gives it has another value, or is gone."""
    DESCRIPTION = "DESCRIPTION"
    """It has another description."""
    CONTACT_FLOW = "CONTACT_FLOW"
    """Calls to it enter another flow, or none."""


@dataclass(frozen=True)
class RecordedNumber:
    """A number as the ledger has it.

    Attributes:
        resource: its owner; None for a parked number.
        target_arn: of the instance or traffic distribution group.
        tags: those that it is to have, beside those of others.
        description: its own; None where the template leaves that to others, or is not known.
        contact_flows: the ARN of the flow by `<Region>/<instance id>`, of each that the template asks for.
        version: another one once the ledger has heard of any change.
        is_settled: whether no operation is under way.
        shows_tags: whether the last operation is so long ago that Amazon Connect shows the tags that it put on.
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
        contact_flows: the ARN of the flow by `<Region>/<instance id>`, as far as it was asked for.
    """

    number: PhoneNumber
    contact_flows: Mapping[str, str]


@dataclass(frozen=True)
class Drift:
    """One difference.

    Attributes:
        subject: the tag's key, or the flow's place; else "".
        expected: what the ledger has.
        actual: what Amazon Connect shows; "" for nothing.
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
    """The number of a live claim, as it is to be.

    Args:
        claim: as it is recorded.
        resource: whose claim.
        properties: those of the last operation, if that succeeded and was for this claim.
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
    """How a number differs from what is recorded of it.

    Args:
        recorded: what the ledger has.
        seen: what Amazon Connect shows; None where it shows no such number.
        stands_for: the ARN of the instance that a default traffic distribution group stands for, by the group's.
            Replicating an instance moves its numbers there by itself.
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
        # By its id: a replica's answer names the flow by the Region of either.
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
