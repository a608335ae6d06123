"""The functions behind replicated instances."""

from __future__ import annotations

from typing import Self

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import custom_resources as cr
from constructs import Construct

from .handler_function import HandlerFunction, handler_log_group
from .replicated_instance_perms import (
    CREATE_INSTANCE_ACTIONS,
    REPLICA_ACTIONS,
    SERVICE_LINKED_ROLE_ACTIONS,
    SOURCE_ACTIONS,
)

_STACK_PROVIDER_ID = "ConnectReplicatedInstanceProvider"
_LOG_RETENTION = logs.RetentionDays.SIX_MONTHS


class ReplicatedInstanceProvider(Construct):
    """The handler's functions and the CDK Provider framework that calls them; one per stack."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        on_event = self._function("OnEvent", "on_event", Duration.seconds(30))
        self._is_complete = self._function("IsComplete", "is_complete", Duration.seconds(60))
        self._allow(CREATE_INSTANCE_ACTIONS, "*")
        self._allow(SERVICE_LINKED_ROLE_ACTIONS, self._service_linked_roles())
        self._provider = cr.Provider(
            self,
            "Provider",
            on_event_handler=on_event,
            is_complete_handler=self._is_complete,
            query_interval=Duration.seconds(5),
            # CloudFormation itself gives up on a custom resource after an hour.
            total_timeout=Duration.minutes(50),
            log_group=handler_log_group(self, "Provider", _LOG_RETENTION),
        )

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

    def _allow(self, actions: tuple[str, ...], resource: str) -> None:
        self._is_complete.add_to_role_policy(iam.PolicyStatement(actions=list(actions), resources=[resource]))

    def _service_linked_roles(self) -> str:
        # Those of connect.amazonaws.com and synchronization.connect.amazonaws.com.
        return Stack.of(self).format_arn(
            service="iam",
            region="",
            resource="role",
            resource_name="aws-service-role/*connect.amazonaws.com/AWSServiceRoleForAmazonConnect*",
        )
