"""The permissions of a provider on phone numbers.

Each action is allowed on the resource types that the reference names for it, and on nothing else:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html

There are no conditions. A number that is to be released, untagged or changed may lack its owner's tags: somebody may
have taken them off by hand, a parked number has none, and an adopted one has none yet. A condition on
aws:ResourceTag would leave such a number claimed for ever. IAM checks one ClaimPhoneNumber several times: for the
number, its target and its tags. AWS does not document whether each check has aws:RequestTag and connect:InstanceId. So
the target is named by its ARN instead. The account is part of every ARN.
"""

from __future__ import annotations

import json

from aws_cdk import Fn, Reference, Stack, Tokenization
from aws_cdk import aws_iam as iam
from aws_cdk.aws_connect import CfnContactFlow
from constructs import Construct, IDependable

from .acknowledged_findings import acknowledge_wildcards
from .iam_actions import (
    ASSOCIATE_ACTIONS,
    CLAIM_ACTIONS,
    DEFAULT_QUOTA_ACTIONS,
    DIRECTORIES_ACTIONS,
    DISASSOCIATE_ACTIONS,
    FLOW_ASSOCIATION_ACTIONS,
    IMPORT_ACTIONS,
    IMPORT_SOURCE_ACTIONS,
    INSTANCE_ACTIONS,
    MOVE_ACTIONS,
    OWN_ACTIONS,
    QUOTA_ACTIONS,
    TRAFFIC_DISTRIBUTION_GROUP_ACTIONS,
    TRAIL_ACTIONS,
)
from .inline_policy_check import StackPolicy
from .phone_number_claim import PhoneNumberClaim

ACCOUNT_WILDCARDS = {
    r":phone-number/\*$": "A number's id is known once it is claimed, and searches have no other resource.",
    r":traffic-distribution-group/\*$": "A number may be found at any group, and counts to the quota of its instance.",
    r":instance/\*$": "Any may be a target, take a number that is parked, and have the flow of one that is adopted.",
    r"^\*$": "DescribeDirectories, GetAWSDefaultServiceQuota and LookupEvents have no resource type.",
}
"""Why `account_statements` have wildcards."""
_STACK_WILDCARDS = {
    r"/contact-flow/\*$": "A flow that transfers to a number would depend on itself, were it named in the policy.",
    r":phone-number/\*$": "A number's id is known once it is claimed.",
}


def account_statements(stack: Stack) -> list[iam.PolicyStatement]:
    """The permissions of a provider of this stack for every number of the account and Region, whatever its target."""
    phone_numbers, instances = _arn(stack, "phone-number", "*"), _arn(stack, "instance", "*")
    # A group's number has a flow in each of two Regions. To disassociate it, the number's permission is enough.
    numbers_anywhere = _arn(stack, "phone-number", "*", region="*")
    quota = stack.format_arn(service="servicequotas", resource="connect", resource_name="L-8F812903")
    allowed: list[tuple[tuple[str, ...], list[str]]] = [
        ((*OWN_ACTIONS, *CLAIM_ACTIONS, *ASSOCIATE_ACTIONS), [phone_numbers]),
        (DISASSOCIATE_ACTIONS, [numbers_anywhere]),
        (FLOW_ASSOCIATION_ACTIONS, [_arn(stack, "instance", "*", region="*")]),
        # For any group that holds a number: the number counts to the quota of the group's instance.
        # A list in the replica's Region may show numbers of groups of the home Region.
        (TRAFFIC_DISTRIBUTION_GROUP_ACTIONS, [_arn(stack, "traffic-distribution-group", "*", region="*")]),
        # A number may be parked at any instance: at its group's, which the group's ARN does not tell. The group may
        # have left the template, and its number is deleted only after the policy has changed.
        # A stack of an older version may declare the target that the function asks for before it claims.
        ((*INSTANCE_ACTIONS, *MOVE_ACTIONS), [instances]),
        (QUOTA_ACTIONS, [quota]),
        ((*TRAIL_ACTIONS, *DEFAULT_QUOTA_ACTIONS, *DIRECTORIES_ACTIONS), ["*"]),
    ]
    return [iam.PolicyStatement(actions=list(actions), resources=on) for actions, on in allowed]


def _arn(stack: Stack, resource: str, name: str, *, region: str | None = None) -> str:
    return stack.format_arn(service="connect", resource=resource, resource_name=name, region=region)


class PhoneNumberPermissions(StackPolicy):
    """The policy of a provider's role for the targets of one stack's numbers.

    It is as short as possible: see `InlinePolicyCheck`. Managed policies would not help: a role may have only 10.
    """

    NAME = "ConnectPhoneNumbers"

    def __init__(self, scope: Construct, id: str, *, role: iam.IRole, after: IDependable) -> None:
        super().__init__(scope, id, role=role, after=after)
        self._stack = Stack.of(self)
        self._allowed: set[tuple[int, str]] = set()
        # The phone numbers of the Region, which the same actions need beside, are in the provider's own policy.
        self._claim = iam.PolicyStatement(actions=list(CLAIM_ACTIONS))
        self._associate = iam.PolicyStatement(actions=list(ASSOCIATE_ACTIONS))
        self._import = iam.PolicyStatement(actions=list(IMPORT_ACTIONS))
        self._import_source = iam.PolicyStatement(actions=list(IMPORT_SOURCE_ACTIONS))
        acknowledge_wildcards(self, _STACK_WILDCARDS)

    def allow(self, claim: PhoneNumberClaim) -> None:
        """Allow to claim, import and move numbers to a claim's target, and to associate flows there."""
        self._add(self._claim, claim.target.arn)
        if claim.source_phone_number_arn is not None:
            self._add(self._import, claim.target.arn)
            self._add(self._import, _arn(self._stack, "phone-number", "*"))
            self._add(self._import_source, claim.source_phone_number_arn)
        for resource in _contact_flows(claim, self._stack):
            self._add(self._associate, resource)

    def _add(self, statement: iam.PolicyStatement, resource: str) -> None:
        if (id(statement), resource) in self._allowed:
            return
        # The same reference may come as different tokens.
        resolved = json.dumps(self._stack.resolve(resource), sort_keys=True)
        is_known = (id(statement), resolved) in self._allowed
        self._allowed |= {(id(statement), resource), (id(statement), resolved)}
        if is_known:
            return
        if not statement.resources:
            self.add_statements(statement)
        statement.add_resources(resource)


def _contact_flows(claim: PhoneNumberClaim, stack: Stack) -> list[str]:
    """Every flow of the instances whose flows the number may be associated with; in another Region the number, too."""
    if claim.target.is_instance:
        # Not by the flow's ARN: a flow may transfer calls to a number, and would depend on itself through this policy.
        return [f"{claim.target.arn}/contact-flow/*"]
    resources = []
    for instance_arn in map(_instance_of, claim.contact_flow_arns):
        region = _region_of(instance_arn)
        resources.append(f"{instance_arn}/contact-flow/*")
        if region != stack.region:
            resources.append(_arn(stack, "phone-number", "*", region=region))
    return resources


def _region_of(instance_arn: str) -> str:
    # The Region can be read if only parts of the ARN are tokens. If all of it is one, only the deployment knows it.
    parts = instance_arn.split(":")
    return parts[3] if len(parts) > 3 else Fn.select(3, Fn.split(":", instance_arn))


def _instance_of(contact_flow_arn: str) -> str:
    # For the same reason without the flow itself. The instance can be read if only other parts of the ARN are tokens.
    instance, separator, _ = contact_flow_arn.partition("/contact-flow/")
    if separator:
        return instance
    fragments = Tokenization.reverse_string(contact_flow_arn)
    token = fragments.first_token
    if fragments.length == 1 and isinstance(token, Reference) and isinstance(token.target, CfnContactFlow):
        return token.target.instance_arn
    parts = Fn.split("/", contact_flow_arn)
    return Fn.join("/", [Fn.select(0, parts), Fn.select(1, parts)])
