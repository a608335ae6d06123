"""What a provider may do to phone numbers."""

from __future__ import annotations

import json

from aws_cdk import Aws, Fn, Reference, Stack, Tokenization
from aws_cdk import aws_iam as iam
from aws_cdk.aws_connect import CfnContactFlow
from constructs import Construct

from .perms import (
    ASSOCIATE_ACTIONS,
    CLAIM_ACTIONS,
    DISASSOCIATE_ACTIONS,
    OWN_ACTIONS,
    QUOTA_ACTIONS,
    TARGET_ACTIONS,
    TRAFFIC_DISTRIBUTION_GROUP_ACTIONS,
)
from .phone_number_claim import PhoneNumberClaim


def account_statements(stack: Stack) -> list[iam.PolicyStatement]:
    """What a provider of this stack may do for every number of the account and Region, whatever its target."""
    phone_numbers = stack.format_arn(service="connect", resource="phone-number", resource_name="*")
    # Whatever group a number is found at, to know whose quota it counts to.
    groups = stack.format_arn(service="connect", resource="traffic-distribution-group", resource_name="*")
    # In the other Region of a group, its numbers are known as well.
    phone_numbers_anywhere = stack.format_arn(service="connect", region="*", resource="phone-number", resource_name="*")
    # A flow that the app declares no longer is disassociated when the number's stack has forgotten it already; a
    # group's number has one in each of two Regions.
    flows = stack.format_arn(service="connect", region="*", resource="instance", resource_name="*/contact-flow/*")
    return [
        iam.PolicyStatement(actions=[*OWN_ACTIONS, *CLAIM_ACTIONS], resources=[phone_numbers]),
        iam.PolicyStatement(actions=list(ASSOCIATE_ACTIONS), resources=[phone_numbers_anywhere]),
        iam.PolicyStatement(actions=list(DISASSOCIATE_ACTIONS), resources=[phone_numbers_anywhere, flows]),
        iam.PolicyStatement(actions=list(TRAFFIC_DISTRIBUTION_GROUP_ACTIONS), resources=[groups]),
        iam.PolicyStatement(actions=list(QUOTA_ACTIONS), resources=["*"]),  # has no resource type
    ]


class PhoneNumberPermissions(iam.Policy):
    """The policy of a provider's role for the targets of one stack's numbers, in that stack.

    There, because a provider's stack that referred to the targets of the stacks it serves would depend on them, as they
    do on it.

    It is as short as it can be: all inline policies of a role share 10,240 characters
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). With the provider's own, those of 20
    stacks with numbers on one instance each fit. Managed policies would be fewer, 10 to a role.
    """

    def __init__(self, scope: Construct, id: str, *, role: iam.IRole) -> None:
        # A role's inline policies of the same name overwrite each other, and a logical id comes in many stacks.
        stack_uuid = Fn.select(2, Fn.split("/", Aws.STACK_ID))
        super().__init__(scope, id, roles=[role], policy_name=Fn.join("-", ["ConnectPhoneNumbers", stack_uuid]))
        self._allowed: set[str] = set()
        # The phone numbers, which the same actions need beside, are in the provider's own policy.
        self._statement = iam.PolicyStatement(actions=list(TARGET_ACTIONS))
        self.add_statements(self._statement)

    def allow(self, claim: PhoneNumberClaim) -> None:
        """Allow to claim and move numbers to a claim's target, and to associate flows there."""
        for resource in (claim.target.arn, *_contact_flows(claim)):
            # The same reference may come as different tokens.
            resolved = json.dumps(Stack.of(self).resolve(resource), sort_keys=True)
            if resolved not in self._allowed:
                self._allowed.add(resolved)
                self._statement.add_resources(resource)


def _contact_flows(claim: PhoneNumberClaim) -> list[str]:
    """Every flow of the instances whose flows the number may be associated with."""
    if claim.target.is_instance:
        # Not by the flow's ARN: a flow may well transfer to a number, and would then depend on itself by this policy.
        return [f"{claim.target.arn}/contact-flow/*"]
    return [f"{_instance_of(arn)}/contact-flow/*" for arn in claim.contact_flow_arns]


def _instance_of(contact_flow_arn: str) -> str:
    # As far as possible without the flow itself, for the same reason; around tokens, the instance can still be read.
    instance, separator, _ = contact_flow_arn.partition("/contact-flow/")
    if separator:
        return instance
    fragments = Tokenization.reverse_string(contact_flow_arn)
    token = fragments.first_token
    if fragments.length == 1 and isinstance(token, Reference) and isinstance(token.target, CfnContactFlow):
        return token.target.instance_arn
    parts = Fn.split("/", contact_flow_arn)
    return Fn.join("/", [Fn.select(0, parts), Fn.select(1, parts)])
