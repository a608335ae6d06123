"""`reconcile`: rebuild the ledger from the numbers' tags and CloudTrail."""

from __future__ import annotations

from typing import Annotated

import typer

from ..account.providers import Provider, Providers
from ..aws.aws import Aws
from ..ledger.snapshot import read_ledger
from ..options import DEFAULT_LEDGER_TABLE_NAME, Json, LedgerTable, Local, Profile, Region, Yes
from ..output.ask import require_yes
from ..output.console import stdout
from ..output.progress import working
from ..output.show_json import show_json
from ..output.words import count
from ..problem import Problem
from ..reconcile.invoke import reconcile
from ..reconcile.report import changes_in, show_report

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")]
Function = Annotated[
    str | None,
    typer.Option(
        "--function",
        metavar="FUNCTION",
        help="The provider's function, by name or ARN. Default: the function that the deployed numbers name.",
    ),
]


def reconcile_command(
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    function: Function = None,
    ledger: LedgerTable = DEFAULT_LEDGER_TABLE_NAME,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Rebuild the ledger from the numbers' tags.

    The provider's function does the work. It reads the numbers' tags and CloudTrail's last 90 days. The command says
    what would be written, and asks. It only reads Amazon Connect, and may run beside deployments. Without --function,
    the command looks for a stack with phone numbers among all stacks of the account and Region.

    Examples:

      connect-numbers reconcile --dry-run

      connect-numbers reconcile --yes --json
    """
    aws = Aws.of(region, profile, local=local)
    provider = _provider(aws, ledger, function)
    console = stdout()
    with working("Comparing the ledger with tags and CloudTrail"):
        report = reconcile(aws, provider.function_arn, dry_run=True)
    changes = changes_in(report)
    if not as_json:
        show_report(console, report)
    if changes and not dry_run:
        require_yes(f"Write {count(changes, 'change')} to the ledger {ledger}?", yes=yes)
        with working("Rebuilding the ledger"):
            report = reconcile(aws, provider.function_arn, dry_run=False)
        if not as_json:
            console.print(f"{count(changes_in(report), 'change')} written.")
    elif not as_json:
        console.print("Nothing was written." if changes else "The ledger has all there is to know.")
    if as_json:
        show_json({"region": aws.region, "ledger": ledger, "function": provider.function_name, "report": report})


def _provider(aws: Aws, ledger: str, function: str | None) -> Provider:
    """The provider whose function works on the ledger.

    Raises:
        Problem: there is none, or the one that is named works on another.
    """
    providers = Providers(aws)
    if function is None:
        # Stacks that the ledger knows come first: one of them most likely names the function.
        known = [resource.stack_id for resource in read_ledger(aws, ledger).resources]
        for _, provider in providers.in_use(first=known):
            if provider.settings.ledger_table_name == ledger:
                return provider
        raise Problem(
            f"No stack in {aws.region} has a phone number whose provider works on the ledger {ledger}. Deploy one, or "
            "name the provider's function with --function."
        )
    named = providers.behind(function)
    if named is None:
        raise Problem(
            f"There is no function {function} in {aws.region}: give what a phone number has as its ServiceToken."
        )
    if named.settings.ledger_table_name != ledger:
        raise Problem(
            f"{function} works on the ledger {named.settings.ledger_table_name}, and not on {ledger}: name that with "
            "--ledger."
        )
    return named
