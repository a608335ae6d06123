"""The provider that a phone number uses."""

from __future__ import annotations

from aws_cdk import Stack

from ..phone_number_provider import PhoneNumberProvider
from .environment import Environment, differs
from .finding import Finding


def provider_findings(provider: object, number: Environment) -> list[Finding]:
    """What is wrong with a provider, for a number in this environment."""
    if not isinstance(provider, PhoneNumberProvider):
        return [Finding("InvalidProvider", f"provider is {provider!r}: give a PhoneNumberProvider, or leave it out.")]
    its = Environment.of(Stack.of(provider))
    if not differs(its.region, number.region) and not differs(its.account, number.account):
        return []
    return [
        Finding(
            "ProviderInAnotherEnvironment",
            f"provider is in {its.account}/{its.region}, and the number's stack in {number.account}/{number.region}: "
            "share a provider among stacks of one account and Region only.",
        )
    ]
