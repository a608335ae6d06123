"""What a provider may do for the numbers of one stack."""

from __future__ import annotations

import json

from aws_cdk import Aws, Fn, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from .perms import (
    ASSOCIATE_ACTIONS,
    CLAIM_ACTIONS,
    DISASSOCIATE_ACTIONS,
    OWN_ACTIONS,
    QUOTA_ACTIONS,
    TRAFFIC_DISTRIBUTION_GROUP_ACTIONS,
)
from .phone_number_claim import PhoneNumberClaim


class PhoneNumberPermissions(iam.Policy):
    """The policy of a provider's role for the numbers of one stack, in that stack.

    There, because a provider's stack that referred to the targets of the stacks it serves would depend on them, as they
    do on it. It has one statement per kind of permission, which the numbers' targets and flows are added to.
    """

    def __init__(self, scope: Construct, id: str, *, role: iam.IRole) -> None:
        # A role's inline policies of the same name overwrite each other, and a logical id comes in many stacks.
        stack_uuid = Fn.select(2, Fn.split("/", Aws.STACK_ID))
        super().__init__(scope, id, roles=[role], policy_name=Fn.join("-", ["ConnectPhoneNumbers", stack_uuid]))
        self._resources: dict[tuple[str, ...], set[str]] = {}
        self._statements: dict[tuple[str, ...], iam.PolicyStatement] = {}
        self._phone_numbers = Stack.of(self).format_arn(service="connect", resource="phone-number", resource_name="*")

    def allow(self, claim: PhoneNumberClaim) -> None:
        """Allow what a claim, its changes and its release need."""
        self._allow(OWN_ACTIONS, self._phone_numbers)
        self._allow(CLAIM_ACTIONS, self._phone_numbers, claim.target.arn)
        self._allow(QUOTA_ACTIONS, "*")  # has no resource type
        if claim.target.may_be_traffic_distribution_group:
            self._allow(TRAFFIC_DISTRIBUTION_GROUP_ACTIONS, claim.target.arn)
        self._allow(ASSOCIATE_ACTIONS, self._phone_numbers, *_contact_flows(claim))
        # A flow that the app declares no longer is disassociated when this policy has forgotten it already.
        every_flow = Stack.of(self).format_arn(
            service="connect", region="*", resource="instance", resource_name="*/contact-flow/*"
        )
        self._allow(DISASSOCIATE_ACTIONS, self._phone_numbers, every_flow)

    def _allow(self, actions: tuple[str, ...], *resources: str) -> None:
        if actions not in self._statements:
            self._resources[actions] = set()
            self._statements[actions] = iam.PolicyStatement(actions=list(actions))
            self.add_statements(self._statements[actions])
        for resource in resources:
            # The same reference may come as different tokens.
            resolved = json.dumps(Stack.of(self).resolve(resource), sort_keys=True)
            if resolved not in self._resources[actions]:
                self._resources[actions].add(resolved)
                self._statements[actions].add_resources(resource)


def _contact_flows(claim: PhoneNumberClaim) -> list[str]:
    """Every flow of the instances whose flows the number may be associated with."""
    if claim.target.is_instance:
        # Not by the flow's ARN: a flow may well transfer to a number, and would then depend on itself by this policy.
        return [f"{claim.target.arn}/contact-flow/*"]
    return [f"{_instance_of(arn)}/contact-flow/*" for arn in claim.contact_flow_arns]


def _instance_of(contact_flow_arn: str) -> str:
    parts = Fn.split("/", contact_flow_arn)
    return Fn.join("/", [Fn.select(0, parts), Fn.select(1, parts)])
