"""Deleting a set of resources, dependents first."""

from collections.abc import Callable, Mapping

from local_aws.cloudformation.provision import delete, settle
from local_aws.cloudformation.resource_failure import ResourceFailure
from local_aws.cloudformation.stack import Stack
from local_aws.cloudformation.stack_resource import StackResource
from local_aws.cloudformation.walk import reversed_graph, walk


async def remove(
    stack: Stack, resources: Mapping[str, StackResource], keeps: Callable[[StackResource], bool]
) -> list[str]:
    """Delete `resources` in parallel, each after those that depend on it; those that `keeps` names are let go of.

    Answers the logical ids whose deletion failed. What those depend on is not attempted and not in the answer.
    """
    failed: list[str] = []

    async def visit(logical_resource_id: str) -> bool:
        resource = resources[logical_resource_id]
        if keeps(resource):
            stack.resource_event(resource, "DELETE_SKIPPED")
            return True
        if not resource["PhysicalResourceId"]:
            # It never came to exist: there is nothing to ask its provider for.
            stack.resource_event(resource, "DELETE_COMPLETE")
            return True
        stack.resource_event(resource, "DELETE_IN_PROGRESS")
        outcome = await settle(delete(stack, resource))
        if isinstance(outcome, ResourceFailure):
            failed.append(logical_resource_id)
            stack.resource_event(resource, "DELETE_FAILED", outcome.reason)
            return False
        stack.resource_event(resource, "DELETE_COMPLETE")
        return True

    graph = {name: set(resource["DependsOn"]) for name, resource in resources.items()}
    await walk(reversed_graph(graph), visit, keep_going=True)
    return sorted(failed)
