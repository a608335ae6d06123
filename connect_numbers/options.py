"""Options that commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from connect_phone_numbers.aws.services import DEFAULT_LEDGER_TABLE_NAME

__all__ = [
    "DEFAULT_LEDGER_TABLE_NAME",
    "AnyLedgerTable",
    "Instance",
    "Json",
    "LedgerTable",
    "Local",
    "Profile",
    "Region",
    "StackNames",
    "Yes",
]

_ACCOUNT = "Account"

Region = Annotated[
    str | None,
    typer.Option("--region", help="AWS Region. Default: AWS_REGION, or the profile's.", rich_help_panel=_ACCOUNT),
]
Profile = Annotated[
    str | None,
    typer.Option("--profile", help="Profile of the AWS configuration.", rich_help_panel=_ACCOUNT),
]
Local = Annotated[
    bool,
    typer.Option("--local", help="Use the local AWS (python -m local_aws up).", rich_help_panel=_ACCOUNT),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LedgerTable = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="TABLE",
        envvar="CONNECT_NUMBERS_LEDGER",
        help="The ledger's DynamoDB table.",
        rich_help_panel=_ACCOUNT,
    ),
]
AnyLedgerTable = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="TABLE",
        envvar="CONNECT_NUMBERS_LEDGER",
        help=f"The ledger's DynamoDB table. Default: what the stacks' provider says, else {DEFAULT_LEDGER_TABLE_NAME}.",
        rich_help_panel=_ACCOUNT,
    ),
]
Instance = Annotated[
    str | None,
    typer.Option("--instance", metavar="INSTANCE", help="Only this instance (ARN, id, alias)."),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]
StackNames = Annotated[
    list[str] | None,
    typer.Option("--stack", metavar="NAME", help="Only these stacks; * and ? as in a shell. May be repeated."),
]
