"""The rollback of a failed deployment."""

import copy

from local_aws.cloudformation.behaviour import RollbackOfReplaced
from local_aws.cloudformation.change import Change
from local_aws.cloudformation.custom_resource import is_custom_resource
from local_aws.cloudformation.deletion_policy import keeps_on_failed_create
from local_aws.cloudformation.deployment import Deployment
from local_aws.cloudformation.leftovers import take_leftovers
from local_aws.cloudformation.provision import settle, update
from local_aws.cloudformation.removal import clean_up, remove
from local_aws.cloudformation.resource_failure import ResourceFailure
from local_aws.cloudformation.stack import Stack
from local_aws.cloudformation.stack_resource import StackResource
from local_aws.cloudformation.walk import subgraph, walk


async def roll_back_create(deployment: Deployment, reason: str) -> None:
    """Delete all resources of a failed create, the failed ones too. Ends in ROLLBACK_COMPLETE or ROLLBACK_FAILED."""
    stack = deployment.stack
    stack.enter("ROLLBACK_IN_PROGRESS", reason)
    failed = await remove(stack, _created(deployment), keeps_on_failed_create)
    if failed:
        stack.enter("ROLLBACK_FAILED", f"The following resource(s) failed to delete: [{', '.join(failed)}].")
        return
    stack.resources.clear()
    stack.enter("ROLLBACK_COMPLETE")


async def roll_back_update(deployment: Deployment, reason: str, rollback_of_replaced: RollbackOfReplaced) -> None:
    """Roll back a failed update: updated resources get their old properties again, and new resources are deleted.

    Ends in UPDATE_ROLLBACK_COMPLETE, or in UPDATE_ROLLBACK_FAILED if an update to the old properties fails.
    """
    stack = deployment.stack
    stack.enter("UPDATE_ROLLBACK_IN_PROGRESS", reason)
    rollback = _UpdateRollback(deployment, rollback_of_replaced)
    failed = await rollback.run()
    if failed:
        stack.enter("UPDATE_ROLLBACK_FAILED", f"The following resource(s) failed to update: [{', '.join(failed)}].")
        return
    stack.enter("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
    created = _created(deployment)
    await clean_up(stack, rollback.superseded | created | take_leftovers(stack), keeps_on_failed_create)
    for logical_resource_id in created:
        del stack.resources[logical_resource_id]
    stack.enter("UPDATE_ROLLBACK_COMPLETE")


def _created(deployment: Deployment) -> dict[str, StackResource]:
    return {
        logical_resource_id: change.after
        for logical_resource_id, change in deployment.changes.items()
        if change.before is None
    }


class _UpdateRollback:
    def __init__(self, deployment: Deployment, rollback_of_replaced: RollbackOfReplaced) -> None:
        self._stack: Stack = deployment.stack
        self._changes = {name: change for name, change in deployment.changes.items() if change.before is not None}
        self._previous = deployment.previous
        self._rollback_of_replaced = rollback_of_replaced
        self._failed: list[str] = []
        # The new physical resources, to which nothing refers any more. The clean-up deletes them.
        self.superseded: dict[str, StackResource] = {}

    async def run(self) -> list[str]:
        graph = {name: set(resource["DependsOn"]) for name, resource in self._previous.items()}
        await walk(subgraph(graph, self._changes), self._visit)
        return sorted(self._failed)

    async def _visit(self, logical_resource_id: str) -> bool:
        change = self._changes[logical_resource_id]
        if change.before is None:
            raise AssertionError(f"{logical_resource_id} was created, not updated")
        if change.replaced and not self._is_updated_back(change):
            self.superseded[logical_resource_id] = change.after
            self._restore(change.before)
            return True
        return await self._update_back(change.before, change.after)

    def _is_updated_back(self, change: Change) -> bool:
        return self._rollback_of_replaced == "update" and is_custom_resource(change.after["ResourceType"])

    def _restore(self, before: StackResource) -> None:
        restored = copy.deepcopy(before)
        self._stack.resources[before["LogicalResourceId"]] = restored
        self._stack.resource_event(restored, "UPDATE_COMPLETE")

    async def _update_back(self, before: StackResource, after: StackResource) -> bool:
        logical_resource_id = before["LogicalResourceId"]
        restored = copy.deepcopy(before)
        restored["PhysicalResourceId"] = after["PhysicalResourceId"]
        self._stack.resource_event(restored, "UPDATE_IN_PROGRESS")
        outcome = await settle(update(self._stack, after, before["Properties"]))
        if isinstance(outcome, ResourceFailure):
            self._failed.append(logical_resource_id)
            self._stack.resource_event(after, "UPDATE_FAILED", outcome.reason)
            return False
        if outcome.physical_resource_id != after["PhysicalResourceId"]:
            self.superseded[logical_resource_id] = after
        restored["PhysicalResourceId"] = outcome.physical_resource_id
        restored["Attributes"] = outcome.attributes
        self._stack.resources[logical_resource_id] = restored
        self._stack.resource_event(restored, "UPDATE_COMPLETE")
        return True
