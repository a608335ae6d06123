"""Which ledger a command works on."""

from __future__ import annotations

from collections.abc import Sequence

from ..aws.aws import Aws
from ..problem import Problem
from .provider import Providers, find_providers
from .snapshot import Ledger, read_ledger


def find_ledger(aws: Aws, table: str | None) -> Ledger | None:
    """The ledger with that table, or else the account's and Region's only one; None where there is none.

    Raises:
        Problem: there are several, or not that one.
    """
    providers = find_providers(aws)
    name = table or _only_one(providers.ledgers, aws.region)
    return open_ledger(aws, providers, name) if name else None


def require_ledger(aws: Aws, table: str | None) -> Ledger:
    """As `find_ledger`, where there has to be one.

    Raises:
        Problem: there is none, or there are several.
    """
    ledger = find_ledger(aws, table)
    if ledger is None:
        raise Problem(
            f"No ledger was found in {aws.region}: no Lambda function there is described as 'Amazon Connect phone "
            "numbers: …'. Deploy a stack with a ClaimedPhoneNumber, check --region and --profile, or name the "
            "DynamoDB table with --ledger."
        )
    return ledger


def open_ledger(aws: Aws, providers: Providers, table: str) -> Ledger:
    """A ledger by its table's name.

    Raises:
        Problem: there is no such table.
    """
    return read_ledger(aws, table, providers.assumed_quota_of(table))


def _only_one(names: Sequence[str], region: str) -> str | None:
    if len(names) > 1:
        raise Problem(
            f"There are {len(names)} ledgers in {region}: {', '.join(names)}. Name one with --ledger or in "
            "CONNECT_NUMBERS_LEDGER."
        )
    return names[0] if names else None
