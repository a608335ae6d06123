"""The values of a template, resolved with the stack's resources so far."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ministack.services.cloudformation import engine

from local_aws.cloudformation.custom_resource import is_custom_resource
from local_aws.cloudformation.resource_failure import ResourceFailure
from local_aws.cloudformation.stack import Stack
from local_aws.cloudformation.stack_resource import StackResource


@dataclass(frozen=True)
class Template:
    """A template with the parameters it is deployed with."""

    body: dict[str, Any]
    parameters: dict[str, Any]
    conditions: dict[str, bool]

    @property
    def resources(self) -> dict[str, Any]:
        """The definitions whose condition holds, by logical id."""
        return {
            logical_resource_id: definition
            for logical_resource_id, definition in self.body.get("Resources", {}).items()
            if self.holds(definition)
        }

    def holds(self, definition: Mapping[str, Any]) -> bool:
        """Tell whether the condition of a resource or an output holds."""
        condition = definition.get("Condition")
        return condition is None or self.conditions.get(condition, True)

    def dependencies(self) -> dict[str, set[str]]:
        """What each resource depends on, by DependsOn or by reference. Raises ValueError for a circle."""
        resources = self.resources
        engine._topological_sort(resources, self.conditions)
        names = set(resources)
        return {name: engine._extract_deps(definition, names) - {name} for name, definition in resources.items()}

    def resolve(self, value: object, stack: Stack) -> object:
        """Resolve intrinsic functions. Raises ResourceFailure for an attribute that a custom resource lacks."""
        _check_attributes(value, stack.resources)
        resolved = engine._resolve_refs(
            copy.deepcopy(value),
            stack.resources,
            self.parameters,
            self.conditions,
            self.body.get("Mappings", {}),
            stack.stack_name,
            stack.stack_id,
        )
        if isinstance(resolved, dict):
            return {key: item for key, item in resolved.items() if item is not engine._NO_VALUE}
        return resolved


def _check_attributes(value: object, resources: Mapping[str, StackResource]) -> None:
    if isinstance(value, list):
        for item in value:
            _check_attributes(item, resources)
    elif isinstance(value, dict):
        if isinstance(reference := value.get("Fn::GetAtt"), list | str):
            _check_attribute(reference, resources)
        for item in value.values():
            _check_attributes(item, resources)


def _check_attribute(reference: list[str] | str, resources: Mapping[str, StackResource]) -> None:
    logical_resource_id, _, attribute = (reference if isinstance(reference, str) else ".".join(reference)).partition(
        "."
    )
    resource = resources.get(logical_resource_id)
    if resource is None or not is_custom_resource(resource["ResourceType"]) or attribute in resource["Attributes"]:
        return
    raise ResourceFailure(
        f"CustomResource attribute error: Vendor response doesn't contain {attribute} attribute in object "
        f"{resource['PhysicalResourceId']}",
        attempted=False,
    )
