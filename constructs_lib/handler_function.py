"""A function of the handler's code."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from .handler_code import handler_code


class HandlerFunction(lambda_.Function):
    """A function whose role may do nothing yet but write its own log, both beside it in its scope."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        handler: str,
        description: str,
        timeout: Duration,
        log_retention: logs.RetentionDays,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Create the function, its role and its log.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            handler: the function within the handler's code, `package.module.function`.
            description: what it is for.
            timeout: how long one invocation may take.
            log_retention: how long its log is kept.
            environment: its environment variables. Default: none.
        """
        log_group = handler_log_group(scope, id, log_retention)
        super().__init__(
            scope,
            id,
            description=description,
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            code=handler_code(),
            handler=handler,
            timeout=timeout,
            memory_size=256,
            environment=dict(environment or {}),
            role=function_role(scope, id, log_group),
            log_group=log_group,
            logging_format=lambda_.LoggingFormat.JSON,
        )


def function_role(scope: Construct, id: str, log_group: logs.ILogGroup) -> iam.Role:
    """The role of a function of this id in this scope: it may write its own log."""
    role = iam.Role(scope, f"{id}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    log_group.grant_write(role)
    return role


def handler_log_group(scope: Construct, id: str, log_retention: logs.RetentionDays) -> logs.LogGroup:
    """The log group of a function of this id in this scope; it goes with its stack."""
    return logs.LogGroup(scope, f"{id}Logs", retention=log_retention, removal_policy=RemovalPolicy.DESTROY)
