"""A phone number as a template declares it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from connect_phone_numbers.core.properties import Properties, release_policy_of
from connect_phone_numbers.core.release_policy import ReleasePolicy

from ..account.stacks import construct_paths
from .intrinsics import holds, resolve
from .scope import Scope
from .unknown import Unknown, unknowns_in

RESOURCE_TYPE = "Custom::ConnectPhoneNumber"
_RETAINING = ("Retain", "RetainExceptOnCreate")


@dataclass(frozen=True)
class DeclaredNumber:
    """A phone number of a stack's template.

    Attributes:
        scope: of its stack.
        construct_path: where it is in the app, without the stack's name.
        given: its properties, intrinsic functions worked out.
        physical_id: "" where it is not deployed.
    """

    scope: Scope
    logical_id: str
    construct_path: str
    given: Mapping[str, Any] = field(repr=False)
    deletion_policy: str
    update_replace_policy: str
    physical_id: str

    @property
    def unknown_selection(self) -> Unknown | None:
        """What keeps it from being known which number is asked for."""
        names = ("PhoneNumber", "PhoneNumberCountryCode", "PhoneNumberType", "PhoneNumberPrefixes", "Adopt")
        return next(unknowns_in([self.given.get(name) for name in names]), None)

    @property
    def unknown_target(self) -> Unknown | None:
        """What keeps its target from being known."""
        target = self.given.get("TargetArn")
        return target if isinstance(target, Unknown) else None

    @property
    def target_arn(self) -> str:
        """Its target's ARN; one that stands for it where it is not known, the same for the same unknown."""
        unknown = self.unknown_target
        if unknown is None:
            return str(self.given.get("TargetArn", ""))
        id = hashlib.sha256(unknown.what.encode()).hexdigest()[:12]
        scope = self.scope
        return f"arn:{scope.partition}:connect:{scope.region}:{scope.account}:instance/unknown-{id}"

    @property
    def properties(self) -> Properties:
        """As the handler reads them, without what is not known yet.

        Raises:
            ValueError: the handler would refuse them.
        """
        known = {
            name: [each for each in value if not any(unknowns_in(each))] if isinstance(value, list) else value
            for name, value in self.given.items()
            if not isinstance(value, Unknown)
        }
        return Properties.parse({**known, "TargetArn": self.target_arn}, self.scope.stack_id)

    @property
    def release_policy(self) -> ReleasePolicy:
        """What becomes of its number."""
        return release_policy_of(self.given)

    @property
    def is_given_back(self) -> bool:
        """Whether its number was others' before, and is theirs again when it goes."""
        return self.given.get("Adopt") == "true" and self.given.get("ReleaseAdopted") != "true"

    @property
    def is_retained(self) -> bool:
        """Whether its number stays when it is removed."""
        return self.deletion_policy in _RETAINING

    @property
    def is_retained_when_replaced(self) -> bool:
        """Whether its number stays when another takes its place."""
        return self.update_replace_policy in _RETAINING


def declared_numbers(scope: Scope) -> dict[str, DeclaredNumber]:
    """The phone numbers of a scope's template, by logical id."""
    paths = construct_paths(dict(scope.template))
    return {
        logical_id: DeclaredNumber(
            scope,
            logical_id,
            paths.get(logical_id, logical_id).removeprefix(f"{scope.stack_name}/"),
            resolve(resource.get("Properties", {}), scope),
            resource.get("DeletionPolicy", "Delete"),
            resource.get("UpdateReplacePolicy", "Delete"),
            scope.physical_ids.get(logical_id, ""),
        )
        for logical_id, resource in scope.template.get("Resources", {}).items()
        if resource.get("Type") == RESOURCE_TYPE and _is_wanted(resource, scope)
    }


def _is_wanted(resource: Mapping[str, Any], scope: Scope) -> bool:
    condition = resource.get("Condition")
    # One whose condition is not known yet may well be wanted.
    return condition is None or holds(condition, scope) is not False
