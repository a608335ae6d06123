"""The CDK's Provider framework, as this library's custom resources use it."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import custom_resources as cr
from constructs import Construct

from .acknowledged_findings import acknowledge, acknowledge_wildcards
from .handler_function import function_role, handler_log_group

_ANY_VERSION = {
    r"^<[^<>]+\.Arn>:\*$": "The framework allows to invoke any version of its functions and of those it is made for."
}
_NO_LOG_OF_THE_WAITER = (
    "The waiter's events hold the pre-signed ResponseURL, which must not be in a log; the functions write what they do."
)
_NO_TRACE_OF_THE_WAITER = "The framework has no setting for it; the waiter does nothing but call one function again."


class ProviderFramework(cr.Provider):
    """The framework's three functions and its waiter, with a log and roles of their own.

    Its functions may invoke the handler's, start the waiter and write their log. The framework's own choice would be
    the managed policy AWSLambdaBasicExecutionRole, which lets them write every log of the account, and so create
    theirs again, kept for ever, when the stack is deleted.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        on_event: lambda_.IFunction,
        is_complete: lambda_.IFunction,
        query_interval: Duration,
        log_retention: logs.RetentionDays,
    ) -> None:
        """Create the functions, the waiter, and in the scope beside them their log and their roles.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            on_event: the handler's function that begins an operation.
            is_complete: the handler's function that is called until the operation is complete.
            query_interval: time between two of its calls.
            log_retention: how long the log is kept.
        """
        log_group = handler_log_group(scope, id, log_retention)
        on_event_role = function_role(scope, f"{id}-framework-onEvent", log_group)
        complete_role = function_role(scope, f"{id}-framework-isComplete", log_group)
        super().__init__(
            scope,
            id,
            on_event_handler=on_event,
            is_complete_handler=is_complete,
            query_interval=query_interval,
            # CloudFormation itself gives up on a custom resource after an hour.
            total_timeout=Duration.minutes(50),
            log_group=log_group,
            framework_on_event_role=on_event_role,
            framework_complete_and_timeout_role=complete_role,
            # An operation that is not complete yet is an error to the framework, and one that has timed out an event:
            # the text of both holds the ResponseURL, and at any lower level stands in the log.
            framework_lambda_logging_level=lambda_.ApplicationLogLevel.FATAL,
            disable_waiter_state_machine_logging=True,
        )
        acknowledge(self, "AwsSolutions-SF1", _NO_LOG_OF_THE_WAITER)
        acknowledge(self, "AwsSolutions-SF2", _NO_TRACE_OF_THE_WAITER)
        for made_by_the_framework in (self, on_event_role, complete_role):
            acknowledge_wildcards(made_by_the_framework, _ANY_VERSION)
