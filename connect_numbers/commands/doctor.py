"""`doctor`: what is wrong, and the command that mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import typer
from rich.console import Console
from rich.text import Text

from .. import clock
from ..account.inventory import read_inventory
from ..account.providers import Providers
from ..account.targets import Targets
from ..aws.aws import Aws
from ..doctor.account import check_account, check_instances
from ..doctor.drift import check_drift
from ..doctor.finding import Finding, State
from ..doctor.ledger_items import check_operations
from ..doctor.ledger_table import check_ledger_table
from ..doctor.numbers import check_numbers
from ..doctor.provider_code import check_provider_code
from ..doctor.provider_functions import check_functions
from ..doctor.quotas import check_quota
from ..drift.look import look
from ..drift.unrecorded import unrecorded_numbers
from ..exit_code import ExitCode
from ..ledger.snapshot import read_ledger
from ..options import DEFAULT_LEDGER_TABLE_NAME, Json, LedgerTable, Local, Profile, Region
from ..output.console import stdout
from ..output.hanging import advice, hanging
from ..output.show_json import show_json
from ..output.words import count
from ..quota.instance_quota import read_quotas

_MARKS = {State.OK: ("ok", "good"), State.WARNING: ("warning", "warning"), State.PROBLEM: ("PROBLEM", "bad")}


def doctor_command(
    as_json: Json = False,
    ledger: LedgerTable = DEFAULT_LEDGER_TABLE_NAME,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Find problems, and say how to mend them.

    The command checks credentials, Region, instances, quotas, ledger, versions and numbers. It changes nothing. It ends
    with 1 if there is a problem. A warning is no problem.

    Examples:

      connect-numbers doctor

      connect-numbers doctor --json | jq '.findings[] | select(.state != "OK")'
    """
    aws = Aws.of(region, profile, local=local)
    findings = list(_findings(aws, ledger))
    if as_json:
        show_json({"region": aws.region, "findings": [finding.as_json() for finding in findings]})
    else:
        _show(stdout(), findings)
    if any(finding.state is State.PROBLEM for finding in findings):
        raise typer.Exit(ExitCode.NO)


def _findings(aws: Aws, table: str) -> Iterator[Finding]:
    yield from check_account(aws)
    targets, now = Targets(aws), clock.now()
    yield check_instances(targets.instances, aws.region)
    yield from check_ledger_table(aws, table)
    behind = dict(Providers(aws).in_use())
    providers = list({provider.function_arn: provider for provider in behind.values()}.values())
    yield from check_functions(aws, providers, table)
    yield from check_provider_code(aws, providers)
    ledger, numbers = read_ledger(aws, table), read_inventory(aws, targets)
    for quota in read_quotas(aws, targets, ledger, now):
        yield check_quota(quota)
    yield from check_numbers(numbers)
    yield from check_operations(ledger, now)
    described = [each.number for each in numbers]
    yield from check_drift(look(aws, ledger, known=described), unrecorded_numbers(aws, ledger, described, behind))


def _show(console: Console, findings: Sequence[Finding]) -> None:
    width = max(len(finding.subject) for finding in findings)
    for finding in findings:
        mark, style = _MARKS[finding.state]
        line = Text.assemble((f"{mark:<8}", style), f"{finding.subject:<{width}}  ")
        console.print(hanging(line, Text(finding.detail), console.width))
        if finding.mend:
            console.print(advice(finding.mend, line.cell_len, console.width))
    worst = {state: sum(1 for finding in findings if finding.state is state) for state in State}
    console.print()
    console.print(f"{count(worst[State.PROBLEM], 'problem')}, {count(worst[State.WARNING], 'warning')}.")
