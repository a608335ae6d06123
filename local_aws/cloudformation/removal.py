"""Deleting a set of resources, dependents first."""

from collections.abc import Callable, Mapping

from local_aws.cloudformation.provision import delete, settle
from local_aws.cloudformation.resource_failure import ResourceFailure
from local_aws.cloudformation.stack import Stack
from local_aws.cloudformation.stack_resource import StackResource
from local_aws.cloudformation.walk import reversed_graph, walk

TRIES_IN_CLEAN_UP = 3
"""How often a clean-up tries to delete a resource before it skips it."""


async def clean_up(
    stack: Stack, resources: Mapping[str, StackResource], keeps: Callable[[StackResource], bool]
) -> None:
    """Delete `resources` as `remove` does, with three tries each. A failure shows only in the stack's events."""
    await remove(stack, resources, keeps, tries=TRIES_IN_CLEAN_UP)


async def remove(
    stack: Stack, resources: Mapping[str, StackResource], keeps: Callable[[StackResource], bool], *, tries: int = 1
) -> list[str]:
    """Delete `resources` in parallel, each after its dependents. A resource for which `keeps` is true stays.

    Returns the keys whose deletion failed. The dependencies of these are not attempted, and not returned.
    """
    failed: list[str] = []

    async def visit(key: str) -> bool:
        resource = resources[key]
        if keeps(resource):
            stack.resource_event(resource, "DELETE_SKIPPED")
            return True
        if not resource["PhysicalResourceId"]:
            # The physical resource never existed: there is nothing to delete.
            stack.resource_event(resource, "DELETE_COMPLETE")
            return True
        for _ in range(tries):
            if await _is_deleted(stack, resource):
                return True
        failed.append(key)
        return False

    graph = {name: set(resource["DependsOn"]) for name, resource in resources.items()}
    await walk(reversed_graph(graph), visit, keep_going=True)
    return sorted(failed)


async def _is_deleted(stack: Stack, resource: StackResource) -> bool:
    stack.resource_event(resource, "DELETE_IN_PROGRESS")
    outcome = await settle(delete(stack, resource))
    if isinstance(outcome, ResourceFailure):
        stack.resource_event(resource, "DELETE_FAILED", outcome.reason)
        return False
    stack.resource_event(resource, "DELETE_COMPLETE")
    return True
