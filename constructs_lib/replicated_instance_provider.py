"""The functions behind replicated instances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from .acknowledged_findings import acknowledge_wildcards
from .handler_function import HandlerFunction
from .provider_framework import ProviderFramework
from .replicated_instance_perms import (
    CREATE_INSTANCE_ACTIONS,
    CREATE_SERVICE_LINKED_ROLE_ACTIONS,
    DIRECTORY_ACTIONS,
    LOG_GROUP_ACTIONS,
    REPLICA_ACTIONS,
    SERVICE_LINKED_ROLE_ACTIONS,
    SOURCE_ACTIONS,
)

_STACK_PROVIDER_ID = "ConnectReplicatedInstanceProvider"
_LOG_RETENTION = logs.RetentionDays.SIX_MONTHS
_SERVICE_LINKED_ROLES = {
    "connect.amazonaws.com": "AWSServiceRoleForAmazonConnect*",
    "synchronization.connect.amazonaws.com": "AWSServiceRoleForAmazonConnectSynchronization*",
}
"""The roles' names, which end in an id that is not known before, by the service that they are linked to.

https://docs.aws.amazon.com/connect/latest/adminguide/connect-slr.html,
https://docs.aws.amazon.com/connect/latest/adminguide/managed-synchronization-slr.html
"""
_WILDCARDS = {
    r"^\*$": "The actions to create an instance, which the service asks for, have no resource type.",
    r":directory/\*$": "The service makes the replica's directory; its id is not known before.",
    r":log-group:/aws/connect/\*$": "The service names the replica's log group after its alias.",
    r":role/aws-service-role/": "The service adds an id to the name of each service-linked role.",
}


class ReplicatedInstanceProvider(Construct):
    """The handler's functions and the CDK Provider framework that calls them; one per stack."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        on_event = self._function("OnEvent", "on_event", Duration.seconds(30))
        self._is_complete = self._function("IsComplete", "is_complete", Duration.seconds(60))
        self._allow_to_create_instances()
        self._provider = ProviderFramework(
            self,
            "Provider",
            on_event=on_event,
            is_complete=self._is_complete,
            query_interval=Duration.seconds(5),
            log_retention=_LOG_RETENTION,
        )
        acknowledge_wildcards(self, _WILDCARDS)

    @classmethod
    def of_stack(cls, scope: Construct) -> Self:
        """The provider of the scope's stack, created when it is first asked for.

        Raises:
            TypeError: the stack has another construct of its id.
        """
        stack = Stack.of(scope)
        existing = stack.node.try_find_child(_STACK_PROVIDER_ID)
        if existing is None:
            return cls(stack, _STACK_PROVIDER_ID)
        if not isinstance(existing, cls):
            raise TypeError(f"{existing.node.path} is not a {cls.__name__}: give it another id.")
        return existing

    @property
    def service_token(self) -> str:
        """The ServiceToken of custom resources that this provider serves."""
        return self._provider.service_token

    def allow(self, instance_arn: str, replica_arn: str) -> None:
        """Allow to replicate an instance, and to delete the replica."""
        self._allow(SOURCE_ACTIONS, instance_arn)
        self._allow(REPLICA_ACTIONS, replica_arn)

    def _function(self, id: str, handler: str, timeout: Duration) -> HandlerFunction:
        return HandlerFunction(
            self,
            id,
            handler=f"replicated_instance.handler.{handler}",
            description=f"Amazon Connect replicated instances: {handler}",
            timeout=timeout,
            log_retention=_LOG_RETENTION,
        )

    def _allow_to_create_instances(self) -> None:
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

    def _allow(self, actions: tuple[str, ...], *resources: str, conditions: Mapping[str, object] | None = None) -> None:
        self._is_complete.add_to_role_policy(
            iam.PolicyStatement(actions=list(actions), resources=list(resources), conditions=conditions)
        )
