"""The resource's properties, as CloudFormation sends them: strings, lists and maps of strings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from .arn import ConnectArn, ContactFlowArn
from .identity import CLAIM_ID_TAG, LOGICAL_RESOURCE_ID_TAG, PARKED_TAG, STACK_ID_TAG
from .release_policy import ReleasePolicy
from .selection import ExactPhoneNumber, PhoneNumberSearch, Selection

DESCRIPTION_LENGTH = 500
USER_TAGS = 47
"""The service allows 50 tags; three name the owner."""
PHONE_NUMBER_TYPES = ("DID", "SHARED", "SHORT_CODE", "THIRD_PARTY_DID", "THIRD_PARTY_TF", "TOLL_FREE", "UIFN")

_PHONE_NUMBER = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
_PREFIX = re.compile(r"\+[0-9]{1,11}")
_TAG_KEY = re.compile(r"(?!aws:)[\w\s.:/=+\-@]{1,128}")
_TAG_VALUE_LENGTH = 256
_RESERVED_TAGS = (STACK_ID_TAG, LOGICAL_RESOURCE_ID_TAG, CLAIM_ID_TAG, PARKED_TAG)

# botocore checks neither patterns nor lengths, and the service's own message comes only once a claim is under way.


@dataclass(frozen=True)
class Properties:
    """What the template asks for.

    Attributes:
        target: the instance or traffic distribution group.
        selection: which number.
        description: the PhoneNumberDescription, "" where none is given.
        tags: the user's own tags.
        contact_flows: the flows to associate, at most one per Region and instance.
        adopt_parked: whether a parked number will do.
        take_over: whether the exact number is one that the target holds already (the property Adopt).
    """

    target: ConnectArn
    selection: Selection
    description: str
    tags: dict[str, str]
    contact_flows: tuple[ContactFlowArn, ...]
    adopt_parked: bool = True
    take_over: bool = False

    @classmethod
    def parse(cls, properties: Mapping[str, Any], stack_id: str) -> Self:
        """Read and check ResourceProperties.

        Raises:
            ValueError: something is missing or wrong; the message lists all that is.
        """
        problems: list[str] = []
        target = _target(properties, stack_id, problems)
        selection = _selection(properties, problems)
        description = _description(properties, problems)
        tags = _tags(properties, problems)
        contact_flows = _contact_flows(properties, problems)
        adopt_parked = _flag(properties, "AdoptParked", "true", problems)
        take_over = _flag(properties, "Adopt", "false", problems)
        _flag(properties, "ReleaseAdopted", "false", problems)
        if take_over and isinstance(selection, PhoneNumberSearch):
            problems.append("Adopt goes with PhoneNumber, the number to adopt, and not with a search")
        if properties.get("ReleasePolicy", ReleasePolicy.RELEASE_WITHIN_BUDGET) not in list(ReleasePolicy):
            problems.append(f"ReleasePolicy {properties['ReleasePolicy']!r} is none of {', '.join(ReleasePolicy)}")
        if problems or target is None or selection is None:
            raise ValueError("; ".join(problems))
        return cls(target, selection, description, tags, contact_flows, adopt_parked, take_over)


def selection_of(properties: Mapping[str, Any]) -> Selection | None:
    """The selection in properties that may be of any age or shape; None where there is none to be read.

    For the properties of the past (OldResourceProperties, a Delete's), which are never refused.
    """
    return _selection(properties, [])


def release_policy_of(properties: Mapping[str, Any]) -> ReleasePolicy:
    """The release policy in properties of any age or shape; the default where there is none to be read."""
    given = properties.get("ReleasePolicy")
    return ReleasePolicy(given) if given in list(ReleasePolicy) else ReleasePolicy.RELEASE_WITHIN_BUDGET


def _target(properties: Mapping[str, Any], stack_id: str, problems: list[str]) -> ConnectArn | None:
    value = properties.get("TargetArn")
    if not isinstance(value, str) or not value:
        problems.append("TargetArn is missing: give the ARN of an instance or a traffic distribution group")
        return None
    try:
        target = ConnectArn.parse(value)
    except ValueError as error:
        problems.append(f"TargetArn {error}")
        return None
    if not (target.is_instance or target.is_traffic_distribution_group):
        problems.append(f"TargetArn {value!r} is neither an instance nor a traffic distribution group")
        return None
    stack = stack_id.split(":")
    if len(stack) > 4 and (target.region, target.account) != (stack[3], stack[4]):
        problems.append(
            f"TargetArn {value!r} is in {target.region}, account {target.account}, and the stack in {stack[3]}, "
            f"account {stack[4]}: numbers can be claimed only where the target was created; deploy the stack there"
        )
        return None
    return target


def _selection(properties: Mapping[str, Any], problems: list[str]) -> Selection | None:
    phone_number = properties.get("PhoneNumber")
    country_code = properties.get("PhoneNumberCountryCode")
    if bool(phone_number) == bool(country_code):
        problems.append("give either PhoneNumber or PhoneNumberCountryCode and PhoneNumberType")
        return None
    if phone_number:
        if not isinstance(phone_number, str) or not _PHONE_NUMBER.fullmatch(phone_number):
            problems.append(f"PhoneNumber {phone_number!r} is not in E.164, for example +12065550100")
            return None
        return ExactPhoneNumber(phone_number)
    return _search(properties, problems)


def _search(properties: Mapping[str, Any], problems: list[str]) -> PhoneNumberSearch | None:
    country_code = properties.get("PhoneNumberCountryCode")
    number_type = properties.get("PhoneNumberType")
    prefixes = properties.get("PhoneNumberPrefixes") or []
    found = len(problems)
    if not isinstance(country_code, str) or not _COUNTRY_CODE.fullmatch(country_code):
        problems.append(f"PhoneNumberCountryCode {country_code!r} is not an ISO country code, for example US")
    if number_type not in PHONE_NUMBER_TYPES:
        problems.append(f"PhoneNumberType {number_type!r} is none of {', '.join(PHONE_NUMBER_TYPES)}")
    if not isinstance(prefixes, list):
        problems.append(f"PhoneNumberPrefixes {prefixes!r} is not a list")
    else:
        problems.extend(
            f"PhoneNumberPrefixes: {prefix!r} is not + and 1 to 11 digits, for example +1206"
            for prefix in prefixes
            if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix)
        )
    if len(problems) > found:
        return None
    return PhoneNumberSearch(str(country_code), str(number_type), tuple(prefixes))


def _description(properties: Mapping[str, Any], problems: list[str]) -> str:
    description = properties.get("PhoneNumberDescription") or ""
    if not isinstance(description, str):
        problems.append(f"PhoneNumberDescription {description!r} is not a string")
    elif len(description) > DESCRIPTION_LENGTH:
        problems.append(f"PhoneNumberDescription has {len(description)} characters, {DESCRIPTION_LENGTH} are allowed")
    return str(description)


def _tags(properties: Mapping[str, Any], problems: list[str]) -> dict[str, str]:
    given = properties.get("Tags") or []
    if not isinstance(given, list) or not all(_is_tag(tag) for tag in given):
        problems.append("Tags is not a list of {Key, Value}, each a string")
        return {}
    tags = {str(tag["Key"]): str(tag["Value"]) for tag in given}
    if len(tags) > USER_TAGS:
        problems.append(f"Tags: {len(tags)} given, {USER_TAGS} are allowed beside the three that name the owner")
    for key, value in tags.items():
        if not _TAG_KEY.fullmatch(key) or key in _RESERVED_TAGS:
            problems.append(f"Tags: the key {key!r} is not allowed (1 to 128 characters, not aws: nor the owner's)")
        if len(value) > _TAG_VALUE_LENGTH:
            problems.append(f"Tags: the value of {key!r} has {len(value)} characters, {_TAG_VALUE_LENGTH} are allowed")
    return tags


def _is_tag(tag: object) -> bool:
    return isinstance(tag, dict) and isinstance(tag.get("Key"), str) and isinstance(tag.get("Value"), str)


def _contact_flows(properties: Mapping[str, Any], problems: list[str]) -> tuple[ContactFlowArn, ...]:
    given = properties.get("ContactFlowArns") or []
    if not isinstance(given, list):
        problems.append(f"ContactFlowArns {given!r} is not a list")
        return ()
    flows: dict[tuple[str, str], ContactFlowArn] = {}
    for value in given:
        try:
            flow = ContactFlowArn.parse(str(value))
        except ValueError as error:
            problems.append(f"ContactFlowArns: {error}")
            continue
        if (flow.region, flow.instance_id) in flows:
            problems.append(f"ContactFlowArns: instance {flow.instance_id} in {flow.region} is given two flows")
        flows[(flow.region, flow.instance_id)] = flow
    return tuple(flows.values())


def _flag(properties: Mapping[str, Any], name: str, default: str, problems: list[str]) -> bool:
    given = properties.get(name, default)
    if given not in ("true", "false"):
        problems.append(f"{name} {given!r} is neither 'true' nor 'false'")
    return bool(given == "true")
