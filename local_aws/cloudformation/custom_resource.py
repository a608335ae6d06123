"""Sending one request to a custom resource and awaiting its answer."""

import asyncio
import logging
import os
import secrets
import string
import uuid
from dataclasses import dataclass
from typing import Any

from local_aws.cloudformation.custom_resource_response import CustomResourceResponse, read_response
from local_aws.cloudformation.function_invocation import find_function, invoke
from local_aws.cloudformation.resource_failure import ResourceFailure
from local_aws.cloudformation.response_inbox import INBOX, RESPONSE_PATH

_LOGGER = logging.getLogger(__name__)

DEFAULT_SERVICE_TIMEOUT_SECONDS = 3600


def is_custom_resource(resource_type: str) -> bool:
    """Tell whether a function of the user's stands behind this resource type."""
    return resource_type.startswith("Custom::") or resource_type == "AWS::CloudFormation::CustomResource"


@dataclass(frozen=True)
class CustomResourceRequest:
    """What is asked of a custom resource. `cancelled` ends the wait, as the failure of a sibling may."""

    request_type: str
    stack_name: str
    stack_id: str
    logical_resource_id: str
    resource_type: str
    properties: dict[str, Any]
    physical_resource_id: str | None = None
    old_properties: dict[str, Any] | None = None
    cancelled: asyncio.Event | None = None

    async def send(self) -> CustomResourceResponse:
        """Invoke the function and await the answer.

        Raises ResourceFailure for a FAILED or refused answer, after ServiceTimeout seconds (3600 unless the property
        says otherwise), and when cancelled. It carries the physical id to delete: the answer's, else the one asked
        about, else one invented as CloudFormation invents it.
        """
        function, function_name = find_function(self.properties.get("ServiceToken"))
        request_id = str(uuid.uuid4())
        token, answer = INBOX.expect()
        invocation = asyncio.create_task(
            asyncio.to_thread(invoke, function, function_name, self._event(request_id, token))
        )
        _RUNNING.add(invocation)
        invocation.add_done_callback(_invocation_ended)
        fallback = self.physical_resource_id or invented_physical_resource_id(self.stack_name, self.logical_resource_id)
        try:
            body = await self._answer(answer, request_id, fallback)
        finally:
            INBOX.forget(token)
        return read_response(body, request_id, fallback)

    async def _answer(self, answer: asyncio.Future[bytes], request_id: str, fallback: str) -> bytes:
        cancelled = asyncio.ensure_future((self.cancelled or asyncio.Event()).wait())
        awaited: set[asyncio.Future[Any]] = {answer, cancelled}
        try:
            await asyncio.wait(awaited, timeout=self._timeout(), return_when=asyncio.FIRST_COMPLETED)
        finally:
            cancelled.cancel()
        if answer.done():
            return answer.result()
        if cancelled.done():
            raise ResourceFailure("Resource creation cancelled", fallback)
        raise ResourceFailure(
            "CloudFormation did not receive a response from your Custom Resource. "
            f"Please check your logs for requestId [{request_id}]. If you are using the Python cfn-response module, "
            "you may need to update your Lambda function so that CloudFormation can attach the updated version.",
            fallback,
        )

    def _timeout(self) -> int:
        given = str(self.properties.get("ServiceTimeout", DEFAULT_SERVICE_TIMEOUT_SECONDS))
        if not given.isdigit() or not 1 <= int(given) <= DEFAULT_SERVICE_TIMEOUT_SECONDS:
            raise ResourceFailure(f"Invalid ServiceTimeout: {given!r}. Give seconds from 1 to 3600.")
        return int(given)

    def _event(self, request_id: str, token: str) -> dict[str, Any]:
        event: dict[str, Any] = {
            "RequestType": self.request_type,
            "ServiceToken": self.properties["ServiceToken"],
            "ResponseURL": f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}{RESPONSE_PATH}{token}",
            "StackId": self.stack_id,
            "RequestId": request_id,
            "LogicalResourceId": self.logical_resource_id,
            "ResourceType": self.resource_type,
            "ResourceProperties": as_strings(self.properties),
        }
        if self.physical_resource_id is not None:
            event["PhysicalResourceId"] = self.physical_resource_id
        if self.old_properties is not None:
            event["OldResourceProperties"] = as_strings(self.old_properties)
        return event


def as_strings(value: object) -> object:
    """Turn every scalar into a string, as CloudFormation hands properties to custom resources."""
    if isinstance(value, dict):
        return {key: as_strings(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_strings(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def invented_physical_resource_id(stack_name: str, logical_resource_id: str) -> str:
    """Name a resource that never said its own id."""
    suffix = "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(12))
    return f"{stack_name}-{logical_resource_id}-{suffix}"


# asyncio keeps only weak references to tasks.
_RUNNING: set[asyncio.Task[None]] = set()


def _invocation_ended(invocation: asyncio.Task[None]) -> None:
    _RUNNING.discard(invocation)
    if not invocation.cancelled() and (error := invocation.exception()) is not None:
        _LOGGER.error("a custom resource's function could not be invoked", exc_info=error)
