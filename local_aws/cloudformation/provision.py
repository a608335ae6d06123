"""The creation, update and deletion of one resource of any type."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from ministack.services.cloudformation import provisioners

from local_aws.cloudformation import nested_stack
from local_aws.cloudformation.connect_types.client import IS_EXPRESS
from local_aws.cloudformation.custom_resource import CustomResourceRequest, is_custom_resource
from local_aws.cloudformation.resource_failure import ResourceFailure
from local_aws.cloudformation.stack import Stack
from local_aws.cloudformation.stack_resource import StackResource

Result = TypeVar("Result")


@dataclass(frozen=True)
class Provisioned:
    """An existing resource: its Ref and its GetAtt values."""

    physical_resource_id: str
    attributes: dict[str, Any]


async def create(
    stack: Stack, logical_resource_id: str, resource_type: str, properties: dict[str, Any], cancelled: asyncio.Event
) -> Provisioned:
    """Create a resource. Raises ResourceFailure, with the physical id to delete if there is one."""
    if is_custom_resource(resource_type):
        response = await CustomResourceRequest(
            request_type="Create",
            stack=stack,
            logical_resource_id=logical_resource_id,
            resource_type=resource_type,
            properties=properties,
            cancelled=cancelled,
        ).send()
        return Provisioned(response.physical_resource_id, response.data)
    if resource_type == nested_stack.TYPE:
        return Provisioned(*await nested_stack.create_nested_stack(stack.stack_name, logical_resource_id, properties))
    return await _in_place(
        stack,
        resource_type,
        lambda: Provisioned(
            *provisioners._provision_resource(resource_type, logical_resource_id, properties, stack.stack_name)
        ),
    )


async def update(stack: Stack, resource: StackResource, properties: dict[str, Any]) -> Provisioned:
    """Update a resource to `properties`. Raises ResourceFailure.

    Another physical id than before means that the resource was replaced. The old physical resource still exists.
    """
    resource_type = resource["ResourceType"]
    if is_custom_resource(resource_type):
        if properties.get("ServiceToken") != resource["Properties"].get("ServiceToken"):
            raise ResourceFailure("Modifying service token is not allowed.", attempted=False)
        response = await CustomResourceRequest(
            request_type="Update",
            stack=stack,
            logical_resource_id=resource["LogicalResourceId"],
            resource_type=resource_type,
            properties=properties,
            physical_resource_id=resource["PhysicalResourceId"],
            old_properties=resource["Properties"],
        ).send()
        return Provisioned(response.physical_resource_id, response.data)
    if resource_type == nested_stack.TYPE:
        return Provisioned(*await nested_stack.update_nested_stack(resource["PhysicalResourceId"], properties))
    return await _in_place(
        stack,
        resource_type,
        lambda: Provisioned(
            *provisioners._update_resource(
                resource_type,
                resource["PhysicalResourceId"],
                resource["Properties"],
                properties,
                stack.stack_name,
                resource["LogicalResourceId"],
                resource["Attributes"],
            )
        ),
    )


async def delete(stack: Stack, resource: StackResource) -> None:
    """Delete the physical resource that `resource` names. Raises ResourceFailure."""
    resource_type = resource["ResourceType"]
    if is_custom_resource(resource_type):
        await CustomResourceRequest(
            request_type="Delete",
            stack=stack,
            logical_resource_id=resource["LogicalResourceId"],
            resource_type=resource_type,
            properties=resource["Properties"],
            physical_resource_id=resource["PhysicalResourceId"],
        ).send()
        return
    if resource_type == nested_stack.TYPE:
        await nested_stack.delete_nested_stack(resource["PhysicalResourceId"])
        return
    await _in_place(
        stack,
        resource_type,
        lambda: provisioners._delete_resource(
            resource_type,
            resource["PhysicalResourceId"],
            resource["Properties"],
            stack.stack_name,
            resource["LogicalResourceId"],
        ),
    )


async def settle(operation: Coroutine[Any, Any, Result]) -> Result | ResourceFailure:
    """Run an operation to its end. Returns its result. Raises ResourceFailure for any error of the operation."""
    task = asyncio.create_task(operation)
    await asyncio.wait({task})
    error = task.exception()
    if error is None:
        return task.result()
    if isinstance(error, ResourceFailure):
        return error
    return ResourceFailure(f"{error} (HandlerErrorCode: {type(error).__name__})")


async def _in_place(stack: Stack, resource_type: str, provision: Callable[[], Result]) -> Result:
    # ministack's provisioners are quick and not thread-safe. The ones for Connect call a service and wait for it.
    if resource_type.startswith("AWS::Connect::"):
        IS_EXPRESS.set(stack.is_express)
        return await asyncio.to_thread(provision)
    return provision()
