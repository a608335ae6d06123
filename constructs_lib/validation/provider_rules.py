"""The provider that a phone number uses."""

from __future__ import annotations

from ..phone_number_quota import is_phone_number_quota
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


def phone_numbers_per_instance_findings(phone_numbers_per_instance: int | None) -> list[Finding]:
    """What is wrong with the quota that a provider is to assume."""
    if phone_numbers_per_instance is None or is_phone_number_quota(phone_numbers_per_instance):
        return []
    return [
        Finding(
            "InvalidPhoneNumbersPerInstance",
            f"phone_numbers_per_instance is {phone_numbers_per_instance!r}: give the quota as a whole number above 0, "
            "or leave it out.",
        )
    ]
