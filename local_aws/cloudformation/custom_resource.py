"""A request to a custom resource, and the wait for its answer."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from local_aws.cloudformation.custom_resource_response import CustomResourceResponse, read_response
from local_aws.cloudformation.deliveries import DELIVERIES
from local_aws.cloudformation.function_of_resource import find_function
from local_aws.cloudformation.names import physical_name
from local_aws.cloudformation.request_ids import RequestIds
from local_aws.cloudformation.resource_failure import ResourceFailure
from local_aws.cloudformation.response_urls import RESPONSE_URLS, Addressee, ResponseUrl
from local_aws.cloudformation.stack import Stack
from local_aws.functions.asynchronous import deliver

_LOGGER = logging.getLogger(__name__)

DEFAULT_SERVICE_TIMEOUT_SECONDS = 3600


def is_custom_resource(resource_type: str) -> bool:
    """Tell whether the resource type is a custom one, which a function of the user serves."""
    return resource_type.startswith("Custom::") or resource_type == "AWS::CloudFormation::CustomResource"


@dataclass(frozen=True)
class CustomResourceRequest:
    """A request to a custom resource. `cancelled` ends the wait, for example when a sibling fails."""

    request_type: str
    stack: Stack
    logical_resource_id: str
    resource_type: str
    properties: dict[str, Any]
    physical_resource_id: str | None = None
    old_properties: dict[str, Any] | None = None
    cancelled: asyncio.Event | None = None

    async def send(self) -> CustomResourceResponse:
        """Invoke the function and await the answer.

        Raises ResourceFailure for a FAILED or refused answer, after ServiceTimeout seconds (default: 3600), and when
        cancelled. It has the physical id to delete: the answer's, or else the request's, or else one that is made up as
        CloudFormation does.
        """
        function_arn = find_function(self.properties.get("ServiceToken"))
        timeout = self._timeout()
        behaviour = self.stack.behaviour
        request_ids = RequestIds(self.stack.record, behaviour.request_ids)
        key = (self.request_type, self.logical_resource_id, self.physical_resource_id or "")
        to = Addressee(self.stack.stack_id, self.logical_resource_id, self.request_type, request_ids.for_request(key))
        url = RESPONSE_URLS.sign(to, behaviour)
        for delay in DELIVERIES.delays_of(to, behaviour):
            _in_background(_deliver(function_arn, self._event(url), delay))
        fallback = self.physical_resource_id or physical_name(self.stack.stack_name, self.logical_resource_id)
        try:
            body = await self._answer(url.answer, timeout, to.request_id, fallback)
        finally:
            RESPONSE_URLS.close(url)
        response = read_response(body, to.request_id, fallback)
        request_ids.forget(key)
        return response

    async def _answer(self, answer: asyncio.Future[bytes], timeout: int, request_id: str, fallback: str) -> bytes:
        cancelled = asyncio.ensure_future((self.cancelled or asyncio.Event()).wait())
        awaited: set[asyncio.Future[Any]] = {answer, cancelled}
        try:
            await asyncio.wait(awaited, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
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

    def _event(self, url: ResponseUrl) -> dict[str, Any]:
        event: dict[str, Any] = {
            "RequestType": self.request_type,
            "ServiceToken": self.properties["ServiceToken"],
            "ResponseURL": str(url),
            "StackId": self.stack.stack_id,
            "RequestId": url.addressee.request_id,
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


async def _deliver(function_arn: str, event: dict[str, Any], delay: float) -> None:
    await asyncio.sleep(delay)
    await asyncio.to_thread(deliver, function_arn, event)


# asyncio keeps only weak references to tasks.
_RUNNING: set[asyncio.Task[None]] = set()


def _in_background(delivery: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(delivery)
    _RUNNING.add(task)
    task.add_done_callback(_delivery_ended)


def _delivery_ended(delivery: asyncio.Task[None]) -> None:
    _RUNNING.discard(delivery)
    if not delivery.cancelled() and (error := delivery.exception()) is not None:
        _LOGGER.error("a custom resource's function could not be invoked", exc_info=error)
