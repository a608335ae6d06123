"""`reconcile`: rebuild the ledger from the numbers' tags and CloudTrail."""

from __future__ import annotations

from typing import Annotated

import typer

from ..aws.aws import Aws
from ..ledger.provider import ProviderFunction, Providers, find_providers
from ..options import Json, LedgerTable, Local, Profile, Region, Yes
from ..output.ask import require_yes
from ..output.console import stdout
from ..output.progress import working
from ..output.show_json import show_json
from ..output.words import count
from ..problem import Problem
from ..reconcile.invoke import reconcile
from ..reconcile.report import changes_in, show_report

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")]


def reconcile_command(
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    ledger: LedgerTable = None,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Rebuild the ledger by the provider's own function, from the numbers' tags and CloudTrail's 90 days.

    It says first what it would do, and asks. Amazon Connect is only read. It may run beside deployments.

    Examples:

      connect-numbers reconcile --dry-run

      connect-numbers reconcile --yes --json
    """
    aws = Aws.of(region, profile, local=local)
    function = _function(find_providers(aws), ledger, aws.region)
    console = stdout()
    with working("Comparing the ledger with tags and CloudTrail"):
        report = reconcile(aws, function.name, dry_run=True)
    changes = changes_in(report)
    if not as_json:
        show_report(console, report)
    if changes and not dry_run:
        require_yes(f"Write {count(changes, 'change')} to the ledger {function.ledger}?", yes=yes)
        with working("Rebuilding the ledger"):
            report = reconcile(aws, function.name, dry_run=False)
        if not as_json:
            console.print(f"{count(changes_in(report), 'change')} written.")
    elif not as_json:
        console.print("Nothing was written." if changes else "The ledger has all there is to know.")
    if as_json:
        show_json({"region": aws.region, "ledger": function.ledger, "report": report})


def _function(providers: Providers, ledger: str | None, region: str) -> ProviderFunction:
    ledgers = [ledger] if ledger else providers.ledgers
    found = [each for name in ledgers for each in providers.reconcile_functions(name)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(each.ledger for each in found)
        raise Problem(f"There are several ledgers in {region}: {names}. Name one with --ledger.")
    raise Problem(
        f"No function in {region} rebuilds {ledger or 'a ledger'}. Deploy the provider's stack with this version of "
        "cdk-connect-phone-numbers."
    )
