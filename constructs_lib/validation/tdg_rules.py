"""Rules about a phone number of a traffic distribution group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aws_cdk import Stack
from aws_cdk.aws_connect import CfnContactFlow

from ..private.connect_arn import ConnectArn
from ..private.environment import differs
from ..private.group_contact_flows import GroupContactFlows
from ..private.phone_number_claim import PhoneNumberTarget
from ..private.tokens import resources_referred_to
from .finding import Finding
from .rule import flag_findings

_REGIONS = 2


def tdg_findings(
    target: PhoneNumberTarget, home_region: str | None, contact_flows: GroupContactFlows, stack: Stack
) -> list[Finding]:
    """What is wrong with a number's group and flows, in addition to the rules for every number.

    Args:
        target: the group.
        home_region: the group's Region, None if it is not known.
        contact_flows: the number's.
        stack: the number's.
    """
    return [
        *_target_findings(target, home_region, stack.region),
        *_contact_flow_findings(contact_flows.regions),
        *_mirrored_findings(contact_flows, stack),
    ]


def _mirrored_findings(contact_flows: GroupContactFlows, stack: Stack) -> list[Finding]:
    """What is wrong with flows that the service mirrors. If both flows are known, they must be the same."""
    regions = contact_flows.regions
    findings = flag_findings("InvalidContactFlowsMirrored", "contact_flows_mirrored", contact_flows.are_mirrored)
    # Two flows of one Region break another rule.
    is_pair = len(regions) == _REGIONS and (None in regions or len(set(regions)) == _REGIONS)
    if findings or not contact_flows.are_mirrored or not is_pair:
        return findings
    first, second = (_flow_identity(arn, stack) for arn in contact_flows.arns)
    is_comparable = len({"/" in identity for identity in (first, second)}) == 1
    if "" in (first, second) or first == second or not is_comparable:
        return []
    return [
        Finding(
            "ContactFlowsDiffer",
            f"contact_flows has two different flows, {first} and {second}: Amazon Connect mirrors the flow that a "
            "number enters between an instance and its replica, and one would overwrite the other within 30 minutes. "
            "Give one flow, or the same in both Regions (ReplicatedInstance.contact_flow_arn). Where your instances "
            "are not mirrored, say contact_flows_mirrored=False.",
        )
    ]


def _flow_identity(contact_flow_arn: str, stack: Stack) -> str:
    """The id of a flow, which is the same in both Regions, or the path of its construct. "" if neither is known.

    An id is never compared with a path: the construct's flow may have this id.
    """
    arn = ConnectArn.parse(contact_flow_arn)
    if arn is not None:
        return arn.resource_id.rpartition("/")[2]
    declared = {
        each.node.path for each in resources_referred_to(contact_flow_arn, stack) if isinstance(each, CfnContactFlow)
    }
    return declared.pop() if len(declared) == 1 else ""


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
