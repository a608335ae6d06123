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

Region = Annotated[
    str | None,
    typer.Option("--region", metavar="REGION", help="AWS Region. Default: AWS_REGION, or the profile's Region."),
]
Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="PROFILE", help="Profile of the AWS configuration. Default: AWS_PROFILE."),
]
Local = Annotated[
    bool,
    typer.Option("--local", help="Use the local AWS, which python -m local_aws up starts."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LedgerTable = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="TABLE",
        envvar="CONNECT_NUMBERS_LEDGER",
        help="The ledger's DynamoDB table.",
    ),
]
AnyLedgerTable = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="TABLE",
        envvar="CONNECT_NUMBERS_LEDGER",
        help=f"The ledger's DynamoDB table. Default: the stacks' provider's table, or {DEFAULT_LEDGER_TABLE_NAME}.",
    ),
]
Instance = Annotated[
    str | None,
    typer.Option("--instance", metavar="INSTANCE", help="Only this instance (ARN, id or alias)."),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
StackNames = Annotated[
    list[str] | None,
    typer.Option("--stack", metavar="NAME", help="Only stacks of this name; * and ? as in a shell. May be repeated."),
]
