"""A phone number of a traffic distribution group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast

from aws_cdk.interfaces.aws_connect import IContactFlowRef

from ..private.environment import differs
from ..private.phone_number_claim import PhoneNumberTarget
from .finding import Finding

_REGIONS = 2


def contact_flow_list(contact_flows: object) -> list[IContactFlowRef | str]:
    """The flows that were given; what is no list is one of them, and found to be wrong later if it is."""
    if isinstance(contact_flows, Sequence) and not isinstance(contact_flows, str):
        return list(contact_flows)
    return [cast(str, contact_flows)]


def tdg_findings(
    target: PhoneNumberTarget, home_region: str | None, stack_region: str, contact_flow_regions: Sequence[str | None]
) -> list[Finding]:
    """What is wrong with a number's group and flows, beside what is wrong with any number's.

    Args:
        target: the group.
        home_region: the group's Region, None where it is not known.
        stack_region: the Region of the number's stack; may be a token.
        contact_flow_regions: the Region of each flow, None where it is not known.
    """
    return [*_target_findings(target, home_region, stack_region), *_contact_flow_findings(contact_flow_regions)]


def _target_findings(target: PhoneNumberTarget, home_region: str | None, stack_region: str) -> list[Finding]:
    if not target.is_instance:
        # Where its ARN is known, that was looked at with any number's target.
        return [] if target.is_known or home_region is None else _region_findings(home_region, stack_region)
    return [
        Finding(
            "TargetIsAnInstance",
            f"traffic_distribution_group is {target.arn!r}, an instance: give a group of it, or use ClaimedPhoneNumber "
            "for a number of the instance.",
        )
    ]


def _region_findings(home_region: str, stack_region: str) -> list[Finding]:
    if not differs(home_region, stack_region):
        return []
    return [
        Finding(
            "TargetInAnotherRegion",
            f"traffic_distribution_group is in {home_region}, and the stack in {stack_region}: a number can be claimed "
            f"only in the Region where its group was created; set the stack's Region to {home_region}.",
        )
    ]


def _contact_flow_findings(regions: Sequence[str | None]) -> list[Finding]:
    findings = [
        Finding(
            "TwoContactFlowsInOneRegion",
            f"contact_flows has {count} flows in {region}: a traffic distribution group has one instance in each of "
            "its Regions, and a number one flow in each; give one per Region.",
        )
        for region, count in Counter(region for region in regions if region is not None).items()
        if count > 1
    ]
    if not findings and len(regions) > _REGIONS:
        findings.append(
            Finding(
                "TooManyContactFlows",
                f"contact_flows has {len(regions)} flows: a traffic distribution group has {_REGIONS} Regions; give "
                "one flow per Region.",
            )
        )
    return findings
