"""The deployment of a template's resources, in parallel along the dependency graph."""

import asyncio
import copy
from typing import Any, cast

from local_aws.cloudformation.behaviour import Behaviour
from local_aws.cloudformation.change import Change
from local_aws.cloudformation.deletion_policy import keeps_on_failed_create
from local_aws.cloudformation.leftovers import leave
from local_aws.cloudformation.provision import Provisioned, create, settle, update
from local_aws.cloudformation.removal import remove
from local_aws.cloudformation.resource_failure import ResourceFailure
from local_aws.cloudformation.stack import Stack, timestamp
from local_aws.cloudformation.stack_resource import StackResource
from local_aws.cloudformation.template_properties import Template
from local_aws.cloudformation.walk import walk

REPLACEMENT_REASON = "Requested update required the provider to create a new physical resource"


class Deployment:
    """One create or update of a stack, with its changes and failures.

    `previous` are the resources before it, none for a create. Once `cancelled` is set, custom resources that are still
    being created are given up, and nothing more is started. The first failure sets it if the behaviour says so.
    """

    def __init__(
        self,
        stack: Stack,
        template: Template,
        previous: dict[str, StackResource],
        *,
        cancelled: asyncio.Event,
        behaviour: Behaviour,
    ) -> None:
        self.stack = stack
        self.template = template
        self.previous = previous
        self.changes: dict[str, Change] = {}
        self.failed_to_create: list[str] = []
        self.failed_to_update: list[str] = []
        self.cancelled = cancelled
        self._behaviour = behaviour
        self._dependencies = template.dependencies()

    async def run(self) -> bool:
        """Deploy every resource of the template. Returns whether all succeeded."""
        return await walk(self._dependencies, self._deploy)

    @property
    def failure_reason(self) -> str:
        """CloudFormation's sentence on what failed."""
        return " ".join(
            f"The following resource(s) failed to {verb}: [{', '.join(sorted(names))}]."
            for verb, names in (("create", self.failed_to_create), ("update", self.failed_to_update))
            if names
        )

    async def _deploy(self, logical_resource_id: str) -> bool:
        if self.cancelled.is_set():
            return False
        before = self.previous.get(logical_resource_id)
        properties = await settle(self._properties(logical_resource_id))
        if before is None:
            return await self._create(self._resource(logical_resource_id, properties), properties)
        if before["ResourceStatus"] == "CREATE_FAILED":
            return await self._create_again(before, self._resource(logical_resource_id, properties), properties)
        return await self._update(before, self._resource(logical_resource_id, properties), properties)

    async def _properties(self, logical_resource_id: str) -> dict[str, Any]:
        definition = self.template.resources[logical_resource_id]
        properties = self.template.resolve(definition.get("Properties", {}), self.stack)
        return cast(dict[str, Any], properties)

    async def _create_again(
        self, leftover: StackResource, resource: StackResource, properties: dict[str, Any] | ResourceFailure
    ) -> bool:
        logical_resource_id = resource["LogicalResourceId"]
        if self._behaviour.retry_of_failed_create == "create-first":
            leave(self.stack, leftover)
        elif await remove(self.stack, {logical_resource_id: leftover}, keeps_on_failed_create):
            self.failed_to_create.append(logical_resource_id)
            return False
        return await self._create(resource, properties)

    async def _create(self, resource: StackResource, properties: dict[str, Any] | ResourceFailure) -> bool:
        logical_resource_id = resource["LogicalResourceId"]
        self.stack.resource_event(resource, "CREATE_IN_PROGRESS")
        outcome: Provisioned | ResourceFailure
        if isinstance(properties, ResourceFailure):
            outcome = properties
        else:
            outcome = await settle(
                create(self.stack, logical_resource_id, resource["ResourceType"], properties, self.cancelled)
            )
        if isinstance(outcome, ResourceFailure):
            resource["PhysicalResourceId"] = outcome.physical_resource_id or ""
            self._changed(Change(None, resource))
            self.failed_to_create.append(logical_resource_id)
            self._fail(resource, "CREATE_FAILED", outcome.reason)
            return False
        _provisioned(resource, outcome)
        self._changed(Change(None, resource))
        self.stack.resource_event(resource, "CREATE_COMPLETE")
        return True

    async def _update(
        self, before: StackResource, after: StackResource, properties: dict[str, Any] | ResourceFailure
    ) -> bool:
        after["PhysicalResourceId"] = before["PhysicalResourceId"]
        after["Attributes"] = copy.deepcopy(before["Attributes"])
        if properties == before["Properties"] and before["ResourceStatus"] != "UPDATE_FAILED":
            after["ResourceStatus"] = before["ResourceStatus"]
            after["Timestamp"] = before["Timestamp"]
            self.stack.resources[after["LogicalResourceId"]] = after
            return True
        self.stack.resource_event(after, "UPDATE_IN_PROGRESS")
        outcome = await self._updated(before, after, properties)
        if isinstance(outcome, ResourceFailure):
            self._update_failed(before, after, outcome)
            return False
        if outcome.physical_resource_id != before["PhysicalResourceId"]:
            self.stack.resource_event(after, "UPDATE_IN_PROGRESS", REPLACEMENT_REASON)
        _provisioned(after, outcome)
        self._changed(Change(before, after))
        self.stack.resource_event(after, "UPDATE_COMPLETE")
        return True

    async def _updated(
        self, before: StackResource, after: StackResource, properties: dict[str, Any] | ResourceFailure
    ) -> Provisioned | ResourceFailure:
        if isinstance(properties, ResourceFailure):
            return properties
        if before["ResourceType"] != after["ResourceType"]:
            return ResourceFailure(
                f"Update of resource type is not permitted: {before['ResourceType']} to {after['ResourceType']}. "
                "Give the new resource another logical id.",
                attempted=False,
            )
        return await settle(update(self.stack, before, properties))

    def _update_failed(self, before: StackResource, after: StackResource, failure: ResourceFailure) -> None:
        self.failed_to_update.append(after["LogicalResourceId"])
        if failure.attempted:
            after["PhysicalResourceId"] = failure.physical_resource_id or before["PhysicalResourceId"]
            self._changed(Change(before, after))
        self._fail(after, "UPDATE_FAILED", failure.reason)

    def _resource(self, logical_resource_id: str, properties: dict[str, Any] | ResourceFailure) -> StackResource:
        definition = self.template.resources[logical_resource_id]
        return StackResource(
            LogicalResourceId=logical_resource_id,
            PhysicalResourceId="",
            ResourceType=definition["Type"],
            ResourceStatus="",
            Properties=properties if isinstance(properties, dict) else {},
            Attributes={},
            Timestamp=timestamp(),
            DependsOn=sorted(self._dependencies[logical_resource_id]),
            DeletionPolicy=definition.get("DeletionPolicy", "Delete"),
            UpdateReplacePolicy=definition.get("UpdateReplacePolicy", "Delete"),
        )

    def _changed(self, change: Change) -> None:
        logical_resource_id = change.after["LogicalResourceId"]
        self.changes[logical_resource_id] = change
        self.stack.resources[logical_resource_id] = change.after

    def _fail(self, resource: StackResource, status: str, reason: str) -> None:
        self.stack.resource_event(resource, status, reason)
        if self._behaviour.siblings_of_failed == "cancel":
            self.cancelled.set()


def _provisioned(resource: StackResource, provisioned: Provisioned) -> None:
    resource["PhysicalResourceId"] = provisioned.physical_resource_id
    resource["Attributes"] = provisioned.attributes
