"""CloudFormation as a client sees it, around stacks that the doubles deploy."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

from tests.simulation.logical_resource import PHONE_NUMBER, SERVICE_TOKEN
from tests.simulation.stack import Declared, Stack
from tests.simulation.world import World

Template = Mapping[str, Any]


def template(policies: Mapping[str, str] | None = None, **numbers: Mapping[str, Any]) -> dict[str, Any]:
    """A template with phone numbers, by logical id."""
    return {
        "Resources": {
            name: {
                "Type": PHONE_NUMBER,
                "Properties": {"ServiceToken": SERVICE_TOKEN, **properties},
                **(policies or {}),
            }
            for name, properties in numbers.items()
        }
    }


@dataclass
class Deployed:
    """A stack, and the template that it was deployed with last."""

    stack: Stack
    template: Template = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)


class DeployedStacks:
    """Has the methods of boto3's client that the command line calls."""

    def __init__(self, world: World) -> None:
        self.exports: dict[str, str] = {}
        self.by_name: dict[str, Deployed] = {}
        self._world = world

    def deploy(self, name: str, template: Template) -> bool:
        """Deploy a stack; whether that succeeded."""
        deployed = self.by_name.setdefault(name, self.new(name))
        if deployed.stack.status in ("ROLLBACK_COMPLETE", "DELETE_COMPLETE"):
            deployed.stack = self._world.stack(name)
        succeeded: bool = self._world.run(deployed.stack.deploy(_declared(template)))
        if succeeded or not deployed.template:
            deployed.template = template
        self._world.settle()
        return succeeded

    def new(self, name: str) -> Deployed:
        """A stack that is not there yet."""
        return Deployed(self._world.stack(name))

    def declared(self, template: Template) -> dict[str, Declared]:
        """A template as the doubles have it."""
        return _declared(template)

    def destroy(self, name: str) -> bool:
        """Delete a stack; whether that succeeded."""
        deleted: bool = self._world.run(self.by_name[name].stack.delete())
        self._world.settle()
        return deleted

    def number_of(self, name: str, logical_id: str) -> str:
        """The ARN of a construct's number."""
        physical = self.by_name[name].stack.resources[logical_id].physical
        assert physical is not None
        return physical.physical_resource_id

    def describe_stacks(self, StackName: str) -> Any:
        return {"Stacks": [self._described(self._find(StackName))]}

    def describe_stack_resource(self, StackName: str, LogicalResourceId: str) -> Any:
        deployed = self._find(StackName)
        resource = deployed.stack.resources.get(LogicalResourceId)
        if resource is None or resource.physical is None:
            message = f"Resource {LogicalResourceId} does not exist for stack {StackName}"
            told: Any = {"Error": {"Code": "ValidationError", "Message": message}}
            raise ClientError(told, "DescribeStackResource")
        is_gone = deployed.stack.status == "DELETE_COMPLETE"
        return {
            "StackResourceDetail": {
                "PhysicalResourceId": resource.physical.physical_resource_id,
                "ResourceStatus": "DELETE_SKIPPED" if is_gone else "CREATE_COMPLETE",
            }
        }

    def get_template(self, StackName: str) -> Any:
        return {"TemplateBody": self._find(StackName).template}

    def get_paginator(self, operation: str) -> Any:
        pages: dict[str, Callable[..., Iterator[Any]]] = {
            "describe_stacks": self._all,
            "list_stack_resources": self._resources,
            "list_exports": self._exports,
        }
        return SimpleNamespace(paginate=pages[operation])

    def _all(self) -> Iterator[Any]:
        yield {"Stacks": [self._described(each) for each in self.by_name.values() if each.stack.status]}

    def _resources(self, StackName: str) -> Iterator[Any]:
        resources = self._find(StackName).stack.resources
        yield {
            "StackResourceSummaries": [
                {
                    "LogicalResourceId": name,
                    "PhysicalResourceId": resource.physical.physical_resource_id,
                    "ResourceType": PHONE_NUMBER,
                    "ResourceStatus": "UPDATE_FAILED" if resource.has_failed else "CREATE_COMPLETE",
                }
                for name, resource in resources.items()
                if resource.physical is not None
            ]
        }

    def _exports(self) -> Iterator[Any]:
        yield {"Exports": [{"Name": name, "Value": value} for name, value in self.exports.items()]}

    def _find(self, name_or_id: str) -> Deployed:
        for name, deployed in self.by_name.items():
            is_there = deployed.stack.status not in ("", "DELETE_COMPLETE")
            if deployed.stack.stack_id == name_or_id or (name == name_or_id and is_there):
                return deployed
        told: Any = {"Error": {"Code": "ValidationError", "Message": f"Stack with id {name_or_id} does not exist"}}
        raise ClientError(told, "DescribeStacks")

    def _described(self, deployed: Deployed) -> Any:
        parameters = [{"ParameterKey": key, "ParameterValue": value} for key, value in deployed.parameters.items()]
        return {
            "StackId": deployed.stack.stack_id,
            "StackName": deployed.stack.stack_id.split("/")[1],
            "StackStatus": deployed.stack.status,
            "Parameters": parameters,
        }


def _declared(template: Template) -> dict[str, Declared]:
    return {
        name: Declared(
            {key: value for key, value in each["Properties"].items() if key != "ServiceToken"},
            each.get("DeletionPolicy", "Delete"),
            each.get("UpdateReplacePolicy", "Delete"),
        )
        for name, each in template.get("Resources", {}).items()
        if each["Type"] == PHONE_NUMBER
    }
