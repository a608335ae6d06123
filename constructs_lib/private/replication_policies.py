"""The permissions of a provider to replicate instances.

CloudFormation changes a policy before it deletes what the template no longer declares. So the policy does not only name
the declared replicas: it also allows to delete every instance with the tag that names the stack as its owner. The
function puts the tag on each replica that it makes. The service's reference has aws:ResourceTag for DeleteInstance:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html
"""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import ArnFormat, Aws, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct, IDependable

from .acknowledged_findings import acknowledge_wildcards
from .iam_actions import (
    CREATE_INSTANCE_ACTIONS,
    CREATE_SERVICE_LINKED_ROLE_ACTIONS,
    DELETE_REPLICA_ACTIONS,
    DIRECTORY_ACTIONS,
    GROUPS_OF_REPLICA_ACTIONS,
    LOG_GROUP_ACTIONS,
    READ_REPLICA_ACTIONS,
    REPLICATE_ACTIONS,
    SERVICE_LINKED_ROLE_ACTIONS,
    TAG_REPLICA_ACTIONS,
)
from .inline_policy_check import StackPolicy

STACK_ID_TAG = "connect-replicated-instance:stack-id"
"""The function's tag on a replica: the id of the stack that owns it."""
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
    r":instance/\*$": "A replica that the template no longer declares is deleted, if its tag names the stack.",
    r":traffic-distribution-group/\*$": "A replica's groups are listed before it is deleted.",
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
        # In the Region of an instance or of a replica.
        instances, groups = (
            stack.format_arn(service="connect", region="*", resource=resource, resource_name="*")
            for resource in ("instance", "traffic-distribution-group")
        )
        self._allow(READ_REPLICA_ACTIONS, instances)
        self._allow(GROUPS_OF_REPLICA_ACTIONS, groups)
        of_stack = {"StringEquals": {f"aws:ResourceTag/{STACK_ID_TAG}": Aws.STACK_ID}}
        self._allow(DELETE_REPLICA_ACTIONS, instances, conditions=of_stack)
        self._allow(CREATE_INSTANCE_ACTIONS, "*")
        self._allow(DIRECTORY_ACTIONS, directories)
        self._allow(LOG_GROUP_ACTIONS, log_groups)
        self._allow(SERVICE_LINKED_ROLE_ACTIONS, *roles)
        linked_to = {"StringEquals": {"iam:AWSServiceName": list(_SERVICE_LINKED_ROLES)}}
        self._allow(CREATE_SERVICE_LINKED_ROLE_ACTIONS, *roles, conditions=linked_to)
        acknowledge_wildcards(self, _WILDCARDS)

    def allow(self, instance_arn: str, replica_arn: str) -> None:
        """Allow to replicate an instance, and to tag and delete the replica, also before it has its tag."""
        self._allow(REPLICATE_ACTIONS, instance_arn)
        self._allow((*DELETE_REPLICA_ACTIONS, *TAG_REPLICA_ACTIONS), replica_arn)

    def _allow(self, actions: tuple[str, ...], *resources: str, conditions: Mapping[str, object] | None = None) -> None:
        self.add_statements(
            iam.PolicyStatement(actions=list(actions), resources=list(resources), conditions=conditions)
        )
