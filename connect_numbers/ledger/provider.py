"""The providers of an account and Region, found by their functions, and the ledgers that these keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..aws.aws import Aws

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationTypeDef

DESCRIPTION_PREFIX = "Amazon Connect phone numbers: "
_RECONCILE_HANDLER = "connect_phone_numbers.reconciliation.handler"
_FRAMEWORKS_FUNCTION = "USER_ON_EVENT_FUNCTION_ARN"
"""The variable by which the CDK's Provider framework knows the function that it calls."""


@dataclass(frozen=True)
class ProviderFunction:
    """One of a provider's functions.

    Attributes:
        purpose: what its description says it is for: `on_event`, `is_complete`, `rebuild the ledger`.
        handler: what of the handler's code it runs.
        ledger: the name of its ledger's table, "" where it has none.
        assumed_quota: the quota that it assumes where Service Quotas does not tell it; None for the default.
        code_sha256: of its code, as Lambda tells it.
    """

    name: str
    arn: str
    purpose: str
    handler: str
    ledger: str
    assumed_quota: int | None
    timeout_seconds: int
    code_sha256: str


@dataclass(frozen=True)
class Providers:
    """Every provider's functions.

    Attributes:
        functions: by name.
        on_event_of: the ARN of the function that each function of the Provider framework calls, by ARN.
    """

    functions: Sequence[ProviderFunction]
    on_event_of: dict[str, str] = field(default_factory=dict)

    @property
    def ledgers(self) -> list[str]:
        """The ledgers' tables, each once."""
        return sorted({function.ledger for function in self.functions if function.ledger})

    def ledger_behind(self, service_token: str) -> str | None:
        """The ledger of the provider with this ServiceToken; None where it is not known."""
        arn = self.on_event_of.get(service_token)
        return next((each.ledger for each in self.functions if each.arn == arn and each.ledger), None)

    def assumed_quota_of(self, ledger: str) -> int | None:
        """The quota that the provider with this ledger assumes; None for the default."""
        found = (each.assumed_quota for each in self.functions if each.ledger == ledger)
        return next((quota for quota in found if quota is not None), None)

    def reconcile_functions(self, ledger: str) -> list[ProviderFunction]:
        """The functions that rebuild a ledger."""
        return [each for each in self.functions if each.ledger == ledger and each.handler == _RECONCILE_HANDLER]


def find_providers(aws: Aws) -> Providers:
    """Look through the account's and Region's functions."""
    pages = aws.lambda_().get_paginator("list_functions").paginate()
    configurations = [each for page in pages for each in page["Functions"]]
    functions = [_function(each) for each in configurations if _is_ours(each)]
    frameworks = {
        each["FunctionArn"]: variables[_FRAMEWORKS_FUNCTION]
        for each in configurations
        if _FRAMEWORKS_FUNCTION in (variables := each.get("Environment", {}).get("Variables", {}))
    }
    return Providers(sorted(functions, key=lambda function: function.name), frameworks)


def _is_ours(configuration: FunctionConfigurationTypeDef) -> bool:
    return configuration.get("Description", "").startswith(DESCRIPTION_PREFIX)


def _function(configuration: FunctionConfigurationTypeDef) -> ProviderFunction:
    variables = configuration.get("Environment", {}).get("Variables", {})
    assumed = variables.get("PHONE_NUMBERS_PER_INSTANCE")
    return ProviderFunction(
        configuration["FunctionName"],
        configuration["FunctionArn"],
        configuration["Description"].removeprefix(DESCRIPTION_PREFIX),
        configuration.get("Handler", ""),
        variables.get("LEDGER_TABLE_NAME", ""),
        int(assumed) if assumed else None,
        configuration.get("Timeout", 0),
        configuration.get("CodeSha256", ""),
    )
