"""A phone number as a template declares it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from connect_phone_numbers.model.identity import Resource
from connect_phone_numbers.properties.properties import Properties

from ..account.stacks import construct_paths
from .intrinsics import holds, resolve
from .scope import Scope
from .unknown import Unknown, unknowns_in

RESOURCE_TYPE = "Custom::ConnectPhoneNumber"
UNKNOWN_INSTANCE = "instance/unknown-"
"""In the ARN that stands for an instance that only the deployment will know."""
_RETAINING = ("Retain", "RetainExceptOnCreate")
_SELECTING = (
    "PhoneNumber",
    "SourcePhoneNumberArn",
    "PhoneNumberCountryCode",
    "PhoneNumberType",
    "PhoneNumberPrefixes",
    "Adopt",
)
_IN_PLACE = {"PhoneNumberDescription": "description", "Tags": "tags", "ContactFlowArns": "flows"}


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
    def resource(self) -> Resource:
        """The resource that owns its number."""
        return Resource(self.scope.stack_id, self.logical_id)

    @property
    def service_token(self) -> str | Unknown:
        """Of its provider."""
        token = self.given.get("ServiceToken", "")
        return token if isinstance(token, Unknown) else str(token)

    @property
    def unknown_selection(self) -> Unknown | None:
        """What keeps it from being known which number is asked for."""
        return next(unknowns_in([self.given.get(name) for name in _SELECTING]), None)

    @property
    def unknown_in_place(self) -> list[str]:
        """What of it only the deployment will know, and changes without touching the number."""
        return [words for name, words in _IN_PLACE.items() if any(unknowns_in(self.given.get(name)))]

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
        return f"arn:{scope.partition}:connect:{scope.region}:{scope.account}:{UNKNOWN_INSTANCE.removeprefix(':')}{id}"

    @property
    def known(self) -> dict[str, Any]:
        """The properties as the function is given them, without what is not known yet."""
        known = {
            name: [each for each in value if not any(unknowns_in(each))] if isinstance(value, list) else value
            for name, value in self.given.items()
            if not isinstance(value, Unknown)
        }
        return {**known, "TargetArn": self.target_arn}

    @property
    def properties(self) -> Properties:
        """The same, read.

        Raises:
            ValueError: the function would refuse them.
        """
        return Properties.parse(self.known, self.scope.stack_id)

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
        for logical_id, resource in _wanted(scope)
    }


def service_tokens(scope: Scope) -> set[str]:
    """The ServiceTokens of a scope's phone numbers, as far as they are known."""
    tokens = [number.service_token for number in declared_numbers(scope).values()]
    return {token for token in tokens if isinstance(token, str) and token}


def _wanted(scope: Scope) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for logical_id, resource in scope.template.get("Resources", {}).items():
        condition = resource.get("Condition")
        # One whose condition is not known yet may well be wanted.
        if resource.get("Type") == RESOURCE_TYPE and (condition is None or holds(condition, scope) is not False):
            yield logical_id, resource
