"""The permissions of a provider to replicate instances."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct, IDependable

from .acknowledged_findings import acknowledge_wildcards
from .iam_actions import (
    CREATE_INSTANCE_ACTIONS,
    CREATE_SERVICE_LINKED_ROLE_ACTIONS,
    DIRECTORY_ACTIONS,
    LOG_GROUP_ACTIONS,
    REPLICA_ACTIONS,
    SERVICE_LINKED_ROLE_ACTIONS,
    SOURCE_ACTIONS,
)
from .inline_policy_check import StackPolicy

_SERVICE_LINKED_ROLES = {
    "connect.amazonaws.com": "AWSServiceRoleForAmazonConnect*",
    "synchronization.connect.amazonaws.com": "AWSServiceRoleForAmazonConnectSynchronization*",
}
"""The service-linked roles, by service. Their names end in an id that is not known before.

https://docs.aws.amazon.com/connect/latest/adminguide/connect-slr.html,
https://docs.aws.amazon.com/connect/latest/adminguide/managed-synchronization-slr.html
"""
_WILDCARDS = {
    r"^\*$": "The actions to create an instance, which the service asks for, have no resource type.",
    r":directory/\*$": "The service makes the replica's directory; its id is not known before.",
    r":log-group:/aws/connect/\*$": "The service names the replica's log group after its alias.",
    r":role/aws-service-role/": "The service adds an id to the name of each service-linked role.",
}


class ReplicationPermissions(StackPolicy):
    """The policy of a provider's role for the replicas of one stack.

    It is apart from the policy for numbers. A number's group may need the replica, which would then depend on itself.
    """

    NAME = "ConnectReplicatedInstances"

    def __init__(self, scope: Construct, id: str, *, role: iam.IRole, after: IDependable) -> None:
        super().__init__(scope, id, role=role, after=after)
        stack = Stack.of(self)
        # In the Region of an instance or of a replica.
        directories = stack.format_arn(service="ds", region="*", resource="directory", resource_name="*")
        log_groups = stack.format_arn(
            service="logs",
            region="*",
            resource="log-group",
            resource_name="/aws/connect/*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        roles = [
            stack.format_arn(
                service="iam", region="", resource="role", resource_name=f"aws-service-role/{service}/{name}"
            )
            for service, name in _SERVICE_LINKED_ROLES.items()
        ]
        self._allow(CREATE_INSTANCE_ACTIONS, "*")
        self._allow(DIRECTORY_ACTIONS, directories)
        self._allow(LOG_GROUP_ACTIONS, log_groups)
        self._allow(SERVICE_LINKED_ROLE_ACTIONS, *roles)
        linked_to = {"StringEquals": {"iam:AWSServiceName": list(_SERVICE_LINKED_ROLES)}}
        self._allow(CREATE_SERVICE_LINKED_ROLE_ACTIONS, *roles, conditions=linked_to)
        acknowledge_wildcards(self, _WILDCARDS)

    def allow(self, instance_arn: str, replica_arn: str) -> None:
        """Allow to replicate an instance, and to delete the replica."""
        self._allow(SOURCE_ACTIONS, instance_arn)
        self._allow(REPLICA_ACTIONS, replica_arn)

    def _allow(self, actions: tuple[str, ...], *resources: str, conditions: Mapping[str, object] | None = None) -> None:
        self.add_statements(
            iam.PolicyStatement(actions=list(actions), resources=list(resources), conditions=conditions)
        )
