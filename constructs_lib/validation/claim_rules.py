"""Rules about a claim as a whole, and about what happens to a removed number."""

from __future__ import annotations

import re

from aws_cdk import RemovalPolicy, Stack

from ..private.environment import Environment
from ..private.phone_number_claim import PhoneNumberClaim, PhoneNumberTarget
from ..private.quota_check import QuotaCheck
from ..release_policy import ReleasePolicy
from .contact_flow_rules import contact_flow_findings
from .finding import Finding
from .phone_number_rules import phone_number_findings
from .rule import Rule, evaluate, flag_findings, is_text
from .search_rules import search_findings
from .tag_rules import tag_findings
from .target_rules import target_findings

# Connect service model 2017-08-08, PhoneNumberDescription. botocore doesn't check it.
_DESCRIPTION_LENGTH = 500

_DESCRIPTION_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidDescription",
        lambda value: not isinstance(value, str),
        lambda value: f"description is {value!r}: give a string of at most {_DESCRIPTION_LENGTH} characters.",
    ),
    Rule(
        "InvalidDescriptionLength",
        lambda value: len(value) > _DESCRIPTION_LENGTH,
        lambda value: f"description has {len(value)} characters: give {_DESCRIPTION_LENGTH} at most.",
    ),
    Rule(
        "InvalidDescription",
        lambda value: not is_text(value),
        lambda value: f"description is {value!r}, with half of a surrogate pair: give characters.",
    ),
)


_SOURCE = re.compile(r"arn:aws[a-z-]{0,20}:sms-voice:[a-z0-9-]{1,40}:[0-9]{12}:phone-number/[A-Za-z0-9_-]{1,100}")
_SOURCE_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidSourcePhoneNumberArn",
        lambda value: not isinstance(value, str) or _SOURCE.fullmatch(value) is None,
        lambda value: (
            f"source_phone_number_arn is {value!r}: give the ARN of a phone number of AWS End User Messaging, for "
            "example 'arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-0123456789abcdef'."
        ),
    ),
)


def claim_findings(claim: PhoneNumberClaim, stack: Stack) -> list[Finding]:
    """Everything that is wrong with a claim of a stack."""
    findings = target_findings(claim.target, Environment.of(stack)) + _selection_findings(claim)
    if claim.phone_number is not None:
        findings += phone_number_findings(claim.phone_number) or _declared_findings(claim.phone_number, stack)
    if claim.search is not None:
        findings += search_findings(claim.search)
    if claim.source_phone_number_arn is not None:
        findings += _source_findings(claim.source_phone_number_arn, claim.target)
    if claim.description is not None:
        findings += evaluate(_DESCRIPTION_RULES, claim.description)
    findings += tag_findings(claim.tags)
    for contact_flow_arn in claim.contact_flow_arns:
        findings += contact_flow_findings(contact_flow_arn, claim.target)
    findings += _release_policy_findings(claim.release_policy)
    findings += flag_findings("InvalidTakeParked", "take_parked", claim.take_parked)
    return findings + flag_findings("InvalidReleaseOnDelete", "release_on_delete", claim.release_adopted)


def _selection_findings(claim: PhoneNumberClaim) -> list[Finding]:
    ways = {
        "phone_number": claim.phone_number,
        "search": claim.search,
        "source_phone_number_arn": claim.source_phone_number_arn,
    }
    given = [name for name, value in ways.items() if value is not None]
    if len(given) == 1:
        return []
    said = f"both {' and '.join(given)} are" if given else "neither phone_number nor search is"
    return [
        Finding(
            "PhoneNumberOrSearch",
            f"{said} given: give phone_number='+12065550100' for that very number, search=PhoneNumberSearch(…) for any "
            "that is available, or source_phone_number_arn='arn:aws:sms-voice:…' for one of AWS End User Messaging.",
        )
    ]


def _source_findings(source_phone_number_arn: str, target: PhoneNumberTarget) -> list[Finding]:
    if not target.may_be_instance:
        message = (
            "source_phone_number_arn is given with a traffic distribution group as the target, and Amazon Connect "
            "imports numbers into instances alone: give the instance."
        )
        return [Finding("ImportToTrafficDistributionGroup", message)]
    return evaluate(_SOURCE_RULES, source_phone_number_arn)


def _declared_findings(phone_number: str, stack: Stack) -> list[Finding]:
    if (path := QuotaCheck.path_of(phone_number, stack)) is None:
        return []
    return [
        Finding(
            "DuplicatePhoneNumber",
            f"phone_number is {phone_number!r}, which {path} declares already: one resource holds a number, so declare "
            "it once and refer to that.",
        )
    ]


def _release_policy_findings(release_policy: ReleasePolicy) -> list[Finding]:
    if isinstance(release_policy, str) and release_policy in list(ReleasePolicy):
        return []
    return [
        Finding(
            "InvalidReleasePolicy",
            f"release_policy is {release_policy!r}: give a ReleasePolicy, one of {', '.join(ReleasePolicy)}.",
        )
    ]


def removal_policy_findings(removal_policy: RemovalPolicy) -> list[Finding]:
    """What is wrong with a removal policy."""
    if not isinstance(removal_policy, RemovalPolicy):
        message = f"removal_policy is {removal_policy!r}: give a RemovalPolicy, or leave it out."
        return [Finding("InvalidRemovalPolicy", message)]
    if removal_policy is not RemovalPolicy.SNAPSHOT:
        return []
    return [
        Finding(
            "InvalidRemovalPolicy",
            "removal_policy is SNAPSHOT, and a phone number has no snapshots: give DESTROY to release the number, or "
            "RETAIN or RETAIN_ON_UPDATE_OR_DELETE to keep it.",
        )
    ]
