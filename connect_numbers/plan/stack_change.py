"""The change of a stack: its phone numbers before and after a deployment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..aws.aws import Aws
from ..templates.assembly import AssemblyStack
from ..templates.declared import DeclaredNumber, declared_numbers
from ..templates.deployed import DeployedStack, deployed_stack
from ..templates.intrinsics import resolve
from ..templates.scope import Scope

_NESTED = "AWS::CloudFormation::Stack"


@dataclass(frozen=True)
class StackChange:
    """The change of one stack. Each nested stack has a change of its own.

    Attributes:
        name: the stack's name; of a nested stack, its parent's name and its own logical id.
        before: the numbers that are deployed, by logical id.
        after: the numbers that the app declares, by logical id.
        deployed: the stack as it is deployed; None where it is not.
        scope: the values that the new template can refer to.
        is_destroyed: whether the whole stack is deleted.
    """

    name: str
    before: Mapping[str, DeclaredNumber]
    after: Mapping[str, DeclaredNumber]
    deployed: DeployedStack | None
    scope: Scope = field(repr=False)
    is_destroyed: bool = False

    @property
    def numbers(self) -> list[DeclaredNumber]:
        """The numbers before the deployment, and those after it."""
        return [*self.before.values(), *self.after.values()]


@dataclass(frozen=True)
class Place:
    """The account and Region of a plan, and their exports."""

    aws: Aws
    account: str
    exports: Mapping[str, str]


def changes_of(place: Place, stack: AssemblyStack, *, destroy: bool) -> Iterator[StackChange]:
    """The changes of the stacks nested in a stack, and then of the stack."""
    deployed = deployed_stack(place.aws, stack.name)
    template: Mapping[str, Any] = {} if destroy else stack.template
    for change in _changes(place, stack, stack.name, deployed, template, {}):
        yield replace(change, is_destroyed=destroy)


def _changes(  # noqa: PLR0917 - it calls itself, with all of them
    place: Place,
    stack: AssemblyStack,
    name: str,
    deployed: DeployedStack | None,
    template: Mapping[str, Any],
    parameters: Mapping[str, Any],
) -> Iterator[StackChange]:
    before = _scope_before(place, name, deployed)
    after = replace(before, template=template, parameters={**before.parameters, **parameters})
    resources = template.get("Resources", {})
    for logical_id in _nested_ids(deployed, template):
        resource = resources.get(logical_id)
        nested = (stack.nested_template(resource) or {}) if resource else {}
        physical_id = after.physical_ids.get(logical_id)
        yield from _changes(
            place,
            stack,
            f"{name}/{logical_id}",
            deployed_stack(place.aws, physical_id) if physical_id else None,
            nested,
            resolve(resource.get("Properties", {}).get("Parameters", {}), after) if resource else {},
        )
    yield StackChange(name, declared_numbers(before), declared_numbers(after), deployed, after)


def _scope_before(place: Place, name: str, deployed: DeployedStack | None) -> Scope:
    """What a stack's deployed template can refer to."""
    account, region, exports = place.account, place.aws.region, place.exports
    if deployed is None:
        return Scope(name, "", account, region, template={}, exports=exports)
    return Scope.of_deployed(deployed, account, region, exports)


def _nested_ids(deployed: DeployedStack | None, template: Mapping[str, Any]) -> list[str]:
    """The logical ids of the stacks that are nested in a stack, before or after the deployment."""
    declared = [name for name, each in template.get("Resources", {}).items() if each.get("Type") == _NESTED]
    there = [name for name, type in deployed.types.items() if type == _NESTED] if deployed else []
    return list(dict.fromkeys([*declared, *there]))
