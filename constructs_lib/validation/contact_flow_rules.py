"""Rules about the contact flow of a phone number."""

from __future__ import annotations

from ..private.connect_arn import ConnectArn
from ..private.phone_number_claim import PhoneNumberTarget
from .finding import Finding
from .rule import Rule, evaluate

_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidContactFlow",
        lambda value: not ((arn := ConnectArn.parse(value)) and arn.is_contact_flow),
        lambda value: (
            f"contact_flow is {value!r}: give a contact flow (IContactFlowRef) or its ARN, for example "
            "'arn:aws:connect:us-east-1:123456789012:instance/<id>/contact-flow/<id>'."
        ),
    ),
)


def contact_flow_findings(contact_flow_arn: str, target: PhoneNumberTarget) -> list[Finding]:
    """What is wrong with a contact flow, for a number of this target."""
    findings = contact_flow_arn_findings(contact_flow_arn)
    flow = ConnectArn.parse(contact_flow_arn)
    return findings if findings or flow is None else _of_target(contact_flow_arn, flow, target)


def contact_flow_arn_findings(contact_flow_arn: str) -> list[Finding]:
    """What is wrong with a contact flow's ARN by itself."""
    return evaluate(_RULES, contact_flow_arn)


def _of_target(contact_flow_arn: str, flow: ConnectArn, target: PhoneNumberTarget) -> list[Finding]:
    arn = ConnectArn.parse(target.arn)
    if arn is None:
        return []
    if arn.is_instance and flow.instance_arn != target.arn:
        return [
            Finding(
                "ContactFlowOfAnotherInstance",
                f"contact_flow is {contact_flow_arn!r}, of another instance than the target {target.arn!r}: "
                "give a flow of the target.",
            )
        ]
    if arn.is_traffic_distribution_group and (flow.partition, flow.account) != (arn.partition, arn.account):
        return [
            Finding(
                "ContactFlowInAnotherAccount",
                f"contact_flow is {contact_flow_arn!r}, in another account than the target {target.arn!r}: "
                "give a flow of the target's instance or of its replica.",
            )
        ]
    return []
