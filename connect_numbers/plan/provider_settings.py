"""The settings of the providers of a plan's numbers.

They are read from the deployed functions, or from the templates where a function is not deployed yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from connect_phone_numbers.aws.services import Settings

from ..account.providers import Providers
from ..templates.declared import DeclaredNumber
from ..templates.intrinsics import resolve
from ..templates.unknown import Unknown
from .stack_change import StackChange

_HANDLER = "connect_phone_numbers.handler.handler"


class ProviderSettings:
    """The settings of each number's provider."""

    def __init__(self, providers: Providers, changes: Sequence[StackChange]) -> None:
        """Look at the deployed functions, and at the templates of these changes."""
        self._providers = providers
        self._templates = changes

    def of(self, number: DeclaredNumber) -> Settings:
        """The settings of a number's provider; the defaults where only the deployment will know them."""
        token = number.service_token
        provider = self._providers.behind(token) if isinstance(token, str) and token else None
        if provider is not None:
            return provider.settings
        declared = [variables for scope_id, variables in self._declared() if scope_id == number.scope.stack_name]
        others = [variables for _, variables in self._declared()]
        return Settings.of(next(iter(declared + others), {}))

    def _declared(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The environments of the functions that templates declare, with their stacks' names."""
        for change in self._templates:
            for resource in change.scope.template.get("Resources", {}).values():
                properties: Mapping[str, Any] = resource.get("Properties", {})
                if resource.get("Type") == "AWS::Lambda::Function" and properties.get("Handler") == _HANDLER:
                    variables = resolve(properties.get("Environment", {}).get("Variables", {}), change.scope)
                    known = {name: value for name, value in variables.items() if not isinstance(value, Unknown)}
                    yield change.scope.stack_name, known
