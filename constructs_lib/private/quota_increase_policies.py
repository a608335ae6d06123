"""A provider's permissions to request higher quotas."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct, IDependable

from .acknowledged_findings import acknowledge_wildcards
from .iam_actions import CREATE_SERVICE_LINKED_ROLE_ACTIONS, QUOTA_HISTORY_ACTIONS, QUOTA_INCREASE_ACTIONS
from .inline_policy_check import StackPolicy

_SERVICE = "servicequotas.amazonaws.com"
_ROLE = f"aws-service-role/{_SERVICE}/AWSServiceRoleForServiceQuotas"
"""The service makes this role with the account's first request, in the caller's name.

https://docs.aws.amazon.com/servicequotas/latest/userguide/using-service-linked-roles.html
"""
_WILDCARDS = {r"^\*$": "ListRequestedServiceQuotaChangeHistoryByQuota has no resource type."}


class QuotaIncreasePermissions(StackPolicy):
    """The policy of a provider's role for the quota increases of one stack."""

    NAME = "ConnectQuotaIncreases"

    def __init__(self, scope: Construct, id: str, *, role: iam.IRole, after: IDependable) -> None:
        super().__init__(scope, id, role=role, after=after)
        stack = Stack.of(self)
        quota = stack.format_arn(service="servicequotas", resource="connect", resource_name="L-8F812903")
        linked_role = stack.format_arn(service="iam", region="", resource="role", resource_name=_ROLE)
        self.add_statements(
            iam.PolicyStatement(actions=list(QUOTA_INCREASE_ACTIONS), resources=[quota]),
            iam.PolicyStatement(actions=list(QUOTA_HISTORY_ACTIONS), resources=["*"]),
            iam.PolicyStatement(
                actions=list(CREATE_SERVICE_LINKED_ROLE_ACTIONS),
                resources=[linked_role],
                conditions={"StringEquals": {"iam:AWSServiceName": _SERVICE}},
            ),
        )
        acknowledge_wildcards(self, _WILDCARDS)
