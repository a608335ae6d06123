"""What a provider may do to phone numbers.

Each action is allowed on the resource types that the reference names for it, and on nothing else:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html

There are no conditions. A number that is to be released, untagged or changed need not carry its owner's tags: they may
have been taken off by hand, a parked number has none, one that is taken over has none yet; a condition on
aws:ResourceTag would leave such a number claimed for ever. Whether aws:RequestTag and connect:InstanceId are there in
each of the checks that one ClaimPhoneNumber goes through, for the number, its target and its tags, is not documented;
the target is named by its ARN instead. The account is part of every ARN.
"""

from __future__ import annotations

import json

from aws_cdk import Aws, Fn, Reference, Stack, Tokenization
from aws_cdk import aws_iam as iam
from aws_cdk.aws_connect import CfnContactFlow
from constructs import Construct

from .acknowledged_findings import acknowledge_wildcards
from .inline_policy_check import InlinePolicyCheck
from .perms import (
    ASSOCIATE_ACTIONS,
    CLAIM_ACTIONS,
    DISASSOCIATE_ACTIONS,
    OWN_ACTIONS,
    QUOTA_ACTIONS,
    TRAFFIC_DISTRIBUTION_GROUP_ACTIONS,
)
from .phone_number_claim import PhoneNumberClaim

ACCOUNT_WILDCARDS = {
    r":phone-number/\*$": "A number's id is known once it is claimed, and searches have no other resource.",
    r":traffic-distribution-group/\*$": "A number may be found at any group, and counts to the quota of its instance.",
    r":instance/\*/contact-flow/\*$": "A flow that the app declares no longer has to be disassociated.",
    r"^\*$": "servicequotas:GetServiceQuota is allowed on the quotas of every service, or on none.",
}
"""Why `account_statements` have wildcards."""
_STACK_WILDCARDS = {
    r"/contact-flow/\*$": "A flow that transfers to a number would depend on itself, were it named in the policy.",
    r":phone-number/\*$": "A number's id is known once it is claimed.",
}


def account_statements(stack: Stack) -> list[iam.PolicyStatement]:
    """What a provider of this stack may do for every number of the account and Region, whatever its target."""
    phone_numbers = stack.format_arn(service="connect", resource="phone-number", resource_name="*")
    # Whatever group a number is found at, to know whose quota it counts to.
    groups = stack.format_arn(service="connect", resource="traffic-distribution-group", resource_name="*")
    # A flow that the app declares no longer is disassociated when the number's stack has forgotten it already; a
    # group's number has one in each of two Regions.
    numbers_anywhere = stack.format_arn(service="connect", region="*", resource="phone-number", resource_name="*")
    flows = stack.format_arn(service="connect", region="*", resource="instance", resource_name="*/contact-flow/*")
    return [
        iam.PolicyStatement(actions=[*OWN_ACTIONS, *CLAIM_ACTIONS, *ASSOCIATE_ACTIONS], resources=[phone_numbers]),
        iam.PolicyStatement(actions=list(DISASSOCIATE_ACTIONS), resources=[numbers_anywhere, flows]),
        iam.PolicyStatement(actions=list(TRAFFIC_DISTRIBUTION_GROUP_ACTIONS), resources=[groups]),
        # The reference has known a resource type of it for a while only, the documentation none: `*` is right always.
        iam.PolicyStatement(actions=list(QUOTA_ACTIONS), resources=["*"]),
    ]


class PhoneNumberPermissions(iam.Policy):
    """The policy of a provider's role for the targets of one stack's numbers, in that stack.

    There, because a provider's stack that referred to the targets of the stacks it serves would depend on them, as they
    do on it; and because it has to change, and to be rolled back, with the numbers.

    It is as short as it can be: see `InlinePolicyCheck`. Managed policies would be fewer, 10 to a role.
    """

    def __init__(self, scope: Construct, id: str, *, role: iam.IRole) -> None:
        # A role's inline policies of the same name overwrite each other, and a logical id comes in many stacks.
        stack_uuid = Fn.select(2, Fn.split("/", Aws.STACK_ID))
        super().__init__(scope, id, roles=[role], policy_name=Fn.join("-", ["ConnectPhoneNumbers", stack_uuid]))
        self._allowed: set[str] = set()
        # The phone numbers of the Region, which the same actions need beside, are in the provider's own policy.
        self._claim = iam.PolicyStatement(actions=list(CLAIM_ACTIONS))
        self._associate = iam.PolicyStatement(actions=list(ASSOCIATE_ACTIONS))
        self.add_statements(self._claim)
        InlinePolicyCheck.of_role(role).declare(self)
        acknowledge_wildcards(self, _STACK_WILDCARDS)

    def allow(self, claim: PhoneNumberClaim) -> None:
        """Allow to claim and move numbers to a claim's target, and to associate flows there."""
        self._add(self._claim, claim.target.arn)
        flows = _contact_flows(claim, Stack.of(self))
        if flows and not self._associate.resources:
            self.add_statements(self._associate)
        for resource in flows:
            self._add(self._associate, resource)

    def _add(self, statement: iam.PolicyStatement, resource: str) -> None:
        # The same reference may come as different tokens.
        resolved = json.dumps(Stack.of(self).resolve(resource), sort_keys=True)
        if resolved not in self._allowed:
            self._allowed.add(resolved)
            statement.add_resources(resource)


def _contact_flows(claim: PhoneNumberClaim, stack: Stack) -> list[str]:
    """Every flow of the instances whose flows the number may be associated with; in another Region the number, too."""
    if claim.target.is_instance:
        # Not by the flow's ARN: a flow may well transfer to a number, and would then depend on itself by this policy.
        return [f"{claim.target.arn}/contact-flow/*"]
    resources = []
    for instance_arn in map(_instance_of, claim.contact_flow_arns):
        region = _region_of(instance_arn)
        resources.append(f"{instance_arn}/contact-flow/*")
        if region != stack.region:
            resources.append(
                stack.format_arn(service="connect", region=region, resource="phone-number", resource_name="*")
            )
    return resources


def _region_of(instance_arn: str) -> str:
    # Around tokens, the Region can still be read; where the whole is one, only the deployment knows it.
    parts = instance_arn.split(":")
    return parts[3] if len(parts) > 3 else Fn.select(3, Fn.split(":", instance_arn))


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
