"""The control of the local AWS: operations that no customer of AWS has.

The operations work on ministack's objects, and import ministack only in the server.
"""

# ruff: noqa: PLC0415 - clients must not load ministack

import os
from typing import Any

from local_aws.operations import Control, operation
from local_aws.settings import SETTINGS


class AwsControl(Control):
    """Lambda's, DynamoDB's and CloudFormation's other side. ValueError where an argument makes no sense.

    Names of functions, tables and stacks are enough: no two tests should have the same.
    """

    @operation
    def process_id(self) -> int:
        """The process that serves."""
        return os.getpid()

    @operation
    def settings(self) -> dict[str, Any]:
        """The settings, by the names of `local_aws.settings.Settings`."""
        return SETTINGS.to_dict()

    @operation
    def configure(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Change some settings, for all, and get all. ValueError for unknown names."""
        SETTINGS.configure(settings)
        return SETTINGS.to_dict()

    @operation
    def throttle_function(self, function_name: str, seconds: float) -> None:
        """Answer every invocation of the function by TooManyRequestsException for so many seconds; zero ends it.

        Asynchronous invocations are accepted, and repeated until they are let through.
        """
        from local_aws.functions.throttles import THROTTLES

        THROTTLES.throttle(function_name, seconds)

    @operation
    def limit_concurrency(self, function_name: str, executions: int | None) -> None:
        """Answer invocations of the function by TooManyRequestsException while so many run; None: no limit.

        A new account has such a limit, and so has a function with reserved concurrency. Without a limit, invocations
        past LOCAL_AWS_INSTANCES_PER_FUNCTION wait.
        """
        from local_aws.functions.throttles import THROTTLES

        THROTTLES.limit(function_name, executions)

    @operation
    def slow_table(self, table_name: str, seconds: float) -> None:
        """Let tables of that name be CREATING for so long, from their next creation on."""
        from local_aws.dynamodb.creation import SLOW_TABLES

        SLOW_TABLES[table_name] = seconds

    @operation
    def delay_requests(
        self,
        request_type: str,
        seconds: float,
        count: int = 1,
        stack_name: str | None = None,
        logical_resource_id: str | None = None,
    ) -> None:
        """Let the next `count` requests to custom resources reach their functions so many seconds late.

        request_type: Create, Update or Delete. None: of any stack, any resource.
        """
        self._disturb(request_type, seconds, count, stack_name, logical_resource_id, again=False)

    @operation
    def repeat_requests(
        self,
        request_type: str,
        seconds: float,
        count: int = 1,
        stack_name: str | None = None,
        logical_resource_id: str | None = None,
    ) -> None:
        """Let the next `count` such requests reach their functions again, so many seconds after the first time."""
        self._disturb(request_type, seconds, count, stack_name, logical_resource_id, again=True)

    @operation
    def answers(self, stack_id: str) -> list[dict[str, Any]]:
        """What a stack's custom resources answered, in order: members as of `cloudformation.response_urls.Answer`."""
        from local_aws.cloudformation.response_urls import RESPONSE_URLS

        return [answer for answer in RESPONSE_URLS.answers() if answer["stack_id"] == stack_id]

    @operation
    def clear(self) -> None:
        """Remove the disturbances that are left: throttles, slow tables, late and repeated requests."""
        from local_aws.cloudformation.deliveries import DELIVERIES
        from local_aws.dynamodb.creation import SLOW_TABLES
        from local_aws.functions.throttles import THROTTLES

        DELIVERIES.clear()
        SLOW_TABLES.clear()
        THROTTLES.clear()

    def _disturb(
        self,
        request_type: str,
        seconds: float,
        count: int,
        stack_name: str | None,
        logical_resource_id: str | None,
        *,
        again: bool,
    ) -> None:
        from local_aws.cloudformation.deliveries import DELIVERIES, Disturbance

        DELIVERIES.disturb(Disturbance(request_type, seconds, again, count, stack_name, logical_resource_id))
