"""The provider that a phone number uses."""

from __future__ import annotations

from .environment import Environment, differs
from .finding import Finding


def provider_findings(provider: Environment, number: Environment) -> list[Finding]:
    """What is wrong with a provider in one environment, for a number in another."""
    if not differs(provider.region, number.region) and not differs(provider.account, number.account):
        return []
    return [
        Finding(
            "ProviderInAnotherEnvironment",
            f"provider is in {provider.account}/{provider.region}, and the number's stack in "
            f"{number.account}/{number.region}: share a provider among stacks of one account and Region only.",
        )
    ]
