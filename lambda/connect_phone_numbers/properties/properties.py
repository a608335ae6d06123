"""The resource's properties, as CloudFormation sends them: strings, lists and maps of strings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from ..model.arn import ConnectArn, ContactFlowArn
from ..model.message import shown
from ..model.release_policy import ReleasePolicy
from ..model.selection import ExactPhoneNumber, ImportedPhoneNumber, Selection
from .checks import given_properties, is_text, own_arn, unknown_property_problems
from .contact_flow_properties import contact_flows_of, mirrored_flow_problems
from .selection_properties import PHONE_NUMBER_TYPES, read_selection, selection_of
from .tag_properties import tags_of

__all__ = ["PHONE_NUMBER_TYPES", "PROPERTIES", "EndingProperties", "Properties", "selection_of"]

PROPERTIES = frozenset(
    {
        "Adopt",
        "TakeParked",
        "ContactFlowArns",
        "ContactFlowsMirrored",
        "PhoneNumber",
        "PhoneNumberCountryCode",
        "PhoneNumberDescription",
        "PhoneNumberPrefixes",
        "PhoneNumberType",
        "ReleaseAdopted",
        "ReleasePolicy",
        "SourcePhoneNumberArn",
        "Tags",
        "TargetArn",
        "TargetIsOfStack",
    }
)
RENAMED = {"AdoptParked": "TakeParked"}
"""Old names of properties by which constructs of an older version, with a shared provider of this one, give them."""
DESCRIPTION_LENGTH = 500

# botocore checks neither patterns nor lengths, and the service's own message comes only once a claim is under way.


@dataclass(frozen=True)
class Properties:
    """What the template asks for.

    Attributes:
        target: the instance or traffic distribution group.
        selection: which number.
        description: the PhoneNumberDescription, "" where none is given.
        tags: the user's own tags.
        contact_flows: the flows to associate, at most one per Region.
        take_parked: whether a parked number will do.
        adopt: whether the exact number is one that the target holds already.
    """

    target: ConnectArn
    selection: Selection
    description: str
    tags: dict[str, str]
    contact_flows: tuple[ContactFlowArn, ...]
    take_parked: bool = True
    adopt: bool = False
    contact_flows_mirrored: bool = True

    @classmethod
    def parse(cls, properties: Mapping[str, Any], stack_id: str, associated_flows: Collection[str] = ()) -> Self:
        """Read and check ResourceProperties.

        Args:
            properties: as CloudFormation sends them.
            stack_id: the stack's.
            associated_flows: ARNs of the flows that the resource's numbers have been associated with.

        Raises:
            ValueError: something is missing, wrong or unknown; the message lists all that is.
        """
        properties = {RENAMED.get(name, name): value for name, value in properties.items()}
        problems = unknown_property_problems(properties, PROPERTIES)
        given = given_properties(properties)
        target = _target(given.get("TargetArn"), stack_id, problems)
        selection = read_selection(given, problems)
        description = _description(given.get("PhoneNumberDescription", ""), problems)
        tags = tags_of(given.get("Tags", []), problems)
        contact_flows = contact_flows_of(given.get("ContactFlowArns", []), target, problems)
        take_parked = _flag("TakeParked", given.get("TakeParked", "true"), problems)
        adopt = _flag("Adopt", given.get("Adopt", "false"), problems)
        mirrored = _flag("ContactFlowsMirrored", given.get("ContactFlowsMirrored", "true"), problems)
        if mirrored:
            problems += mirrored_flow_problems(contact_flows, associated_flows)
        for name in ("ReleaseAdopted", "TargetIsOfStack"):
            _flag(name, given.get(name, "false"), problems)
        if adopt and not isinstance(selection, ExactPhoneNumber | None):
            problems.append("Adopt goes with PhoneNumber, the number to adopt, and not with a search or an import")
        if isinstance(selection, ImportedPhoneNumber) and target is not None and not target.is_instance:
            problems.append("SourcePhoneNumberArn goes with an instance: Amazon Connect imports no number into a group")
        policy = given.get("ReleasePolicy", ReleasePolicy.RELEASE_WITHIN_BUDGET)
        if policy not in list(ReleasePolicy):
            problems.append(f"ReleasePolicy {shown(policy)} is none of {', '.join(ReleasePolicy)}")
        if problems or target is None or selection is None:
            raise ValueError("; ".join(problems))
        return cls(target, selection, description, tags, contact_flows, take_parked, adopt, mirrored)


@dataclass(frozen=True)
class EndingProperties:
    """What properties of any age or shape say of the end of their number. Nothing of them is ever refused.

    Attributes:
        release_policy: what becomes of the number. One that can't be read, which a newer construct may have given,
            is to park: a release can't be undone.
        is_adopted: whether the number was others' before (the property Adopt); so where that can't be read.
        release_adopted: whether such a number is released, rather than given back (ReleaseAdopted).
        target_is_of_stack: whether the target belongs to the number's own stack, so that nothing may stay there.
    """

    release_policy: ReleasePolicy
    is_adopted: bool
    release_adopted: bool
    target_is_of_stack: bool

    @classmethod
    def of(cls, properties: Mapping[str, Any]) -> Self:
        """Read them."""
        given = given_properties(properties)
        policy = given.get("ReleasePolicy", ReleasePolicy.RELEASE_WITHIN_BUDGET)
        return cls(
            ReleasePolicy(policy) if policy in list(ReleasePolicy) else ReleasePolicy.PARK,
            given.get("Adopt", "false") != "false",
            given.get("ReleaseAdopted") == "true",
            given.get("TargetIsOfStack") == "true",
        )


def _target(value: object, stack_id: str, problems: list[str]) -> ConnectArn | None:
    target = own_arn("TargetArn", value, stack_id, problems, "numbers can be claimed only where the target was created")
    if target is not None and not (target.is_instance or target.is_traffic_distribution_group):
        problems.append(f"TargetArn {shown(value)} is neither an instance nor a traffic distribution group")
        return None
    return target


def _description(given: object, problems: list[str]) -> str:
    if not isinstance(given, str):
        problems.append(f"PhoneNumberDescription {shown(given)} is not a string")
        return ""
    if len(given) > DESCRIPTION_LENGTH:
        problems.append(f"PhoneNumberDescription has {len(given)} characters, {DESCRIPTION_LENGTH} are allowed")
    elif not is_text(given):
        problems.append(f"PhoneNumberDescription {shown(given)} is not text")
    return given


def _flag(name: str, given: object, problems: list[str]) -> bool:
    if given not in ("true", "false"):
        problems.append(f"{name} {shown(given)} is neither 'true' nor 'false'")
    return given == "true"
