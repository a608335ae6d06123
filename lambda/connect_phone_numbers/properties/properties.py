"""The properties of `Custom::ConnectPhoneNumber`, as CloudFormation sends them: strings, lists and maps of strings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from ..model.arn import ConnectArn, ContactFlowArn
from ..model.message import shown
from ..model.selection import ExactPhoneNumber, ImportedPhoneNumber, Selection
from .checks import given_properties, is_text, own_arn, unknown_property_problems
from .contact_flow_properties import contact_flows_of, mirrored_flow_problems
from .ending_properties import ReleasePolicy
from .selection_properties import read_selection
from .tag_properties import tags_of

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
"""New names of properties, by their old ones: an older construct may share a provider of this version."""
DESCRIPTION_LENGTH = 500
"""botocore does not check it. Amazon Connect would refuse a longer one only with the claim itself."""


@dataclass(frozen=True)
class Properties:
    """What the template asks for.

    Attributes:
        target: the instance or traffic distribution group.
        selection: which number.
        description: the PhoneNumberDescription, "" for none.
        tags: the user's own tags.
        contact_flows: the contact flows to associate, at most one per Region.
        take_parked: whether a create may take a parked number.
        adopt: whether to adopt the exact number, which the target holds already.
        contact_flows_mirrored: whether the service copies associations between an instance and its replica.
    """

    target: ConnectArn
    selection: Selection
    description: str
    tags: dict[str, str]
    contact_flows: tuple[ContactFlowArn, ...]
    take_parked: bool
    adopt: bool
    contact_flows_mirrored: bool

    @classmethod
    def parse(cls, properties: Mapping[str, Any], stack_id: str, associated_flows: Collection[str] = ()) -> Self:
        """Read and check ResourceProperties.

        Args:
            properties: as CloudFormation sends them.
            stack_id: the stack's.
            associated_flows: ARNs of the contact flows that the resource's numbers are associated with.

        Raises:
            ValueError: properties are missing, wrong or unknown. The message lists all of them.
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
