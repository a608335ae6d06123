"""`parked`: list, release or take the numbers that wait for a construct."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from connect_phone_numbers.errors import QuotaExceededError
from connect_phone_numbers.ledger.parked_numbers import ParkedNumber
from connect_phone_numbers.quota.arithmetic import CountedOperation

from .. import clock
from ..account.numbers import number_json
from ..account.targets import Targets
from ..aws.aws import Aws
from ..exit_code import ExitCode
from ..help import HelpfulCommand
from ..ledger.snapshot import Ledger, require_ledger
from ..ledger.tools import operator_tools
from ..options import DEFAULT_LEDGER_TABLE_NAME, Json, LedgerTable, Local, Profile, Region, Yes
from ..output.ask import require_yes
from ..output.console import stdout
from ..output.progress import working
from ..output.show_json import show_json
from ..output.table import Column, show_table
from ..output.words import count
from ..parked.find import find_parked
from ..parked.release import NotParkedError, release
from ..problem import Problem
from ..quota.instance_quota import read_quotas
from ..source.literal import construct_id, quoted
from ..source.number import IMPORT, NumberSource

parked_app = typer.Typer(
    name="parked",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="List, release or take parked numbers.\n\nA parked number stays claimed, though no construct needs it now.",
)
_COLUMNS = (Column("Number"), Column("Type"), Column("Parked"), Column("Days", justify="right"), Column("Target"))

Numbers = Annotated[list[str], typer.Argument(metavar="NUMBER", help="Number in E.164, for example +12065550100.")]


@parked_app.command("list", cls=HelpfulCommand)
def list_parked(
    as_json: Json = False,
    ledger: LedgerTable = DEFAULT_LEDGER_TABLE_NAME,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """List the parked numbers.

    The command changes nothing.

    Examples:

      connect-numbers parked list
    """
    aws = Aws.of(region, profile, local=local)
    found = require_ledger(aws, ledger)
    parked = sorted(found.parked, key=lambda each: each.parked_at)
    if as_json:
        numbers = [_json(each) for each in parked]
        show_json({"region": aws.region, "ledger": found.table_name, "numbers": numbers})
        return
    console = stdout()
    if not parked:
        console.print("No number is parked.")
        return
    targets, now = Targets(aws), clock.now()
    show_table(console, _COLUMNS, [_row(each, targets, now) for each in parked])
    console.print()
    console.print(
        "A construct that a parked number fits takes it. connect-numbers parked take writes one for a certain number.",
        style="faint",
    )


@parked_app.command("release", cls=HelpfulCommand)
def release_command(
    numbers: Numbers,
    yes: Yes = False,
    as_json: Json = False,
    ledger: LedgerTable = DEFAULT_LEDGER_TABLE_NAME,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Release parked numbers for good.

    Nobody can claim a released number for up to 180 days. After that, anybody can. Each release costs one operation of
    the 180-day budget. The command asks first.

    Examples:

      connect-numbers parked release +12065550100
    """
    aws = Aws.of(region, profile, local=local)
    found = require_ledger(aws, ledger)
    chosen = find_parked(found, numbers)
    left = _left_of_budget(aws, found, Targets(aws), chosen)
    names = ", ".join(each.number.phone_number for each in chosen)
    require_yes(f"Release {names} for good? That leaves {count(left, 'operation')} of the 180-day budget.", yes=yes)
    tools, holder = operator_tools(aws, ledger), str(uuid.uuid4())
    results = []
    for each in chosen:
        with working(f"Releasing {each.number.phone_number}"):
            try:
                # The budget is looked at again: others may have used it since.
                release(tools, each, holder)
            except (NotParkedError, QuotaExceededError) as refused:
                raise Problem(str(refused), ExitCode.NO) from refused
        results.append({"phone_number": each.number.phone_number, "status": "RELEASED"})
        if not as_json:
            stdout().print(f"{each.number.phone_number} is released.")
    if as_json:
        show_json({"region": aws.region, "ledger": ledger, "numbers": results})


@parked_app.command("take", cls=HelpfulCommand)
def take_command(
    numbers: Numbers,
    as_json: Json = False,
    ledger: LedgerTable = DEFAULT_LEDGER_TABLE_NAME,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Print constructs that take parked numbers.

    Paste them into a stack. The deployment takes the numbers, at no cost in the 180-day budget. The command changes
    nothing.

    Examples:

      connect-numbers parked take +12065550100 >> stack.py
    """
    aws = Aws.of(region, profile, local=local)
    found = require_ledger(aws, ledger)
    chosen = find_parked(found, numbers)
    sources = [
        NumberSource(
            construct_id(each.number.phone_number), each.number.phone_number, quoted(each.number.target_arn)
        ).python
        for each in chosen
    ]
    python = "\n".join([IMPORT, "", *sources])
    if as_json:
        taken = [_json(each) for each in chosen]
        show_json({"region": aws.region, "ledger": ledger, "numbers": taken, "python": python})
    else:
        typer.echo(python)


def _json(parked: ParkedNumber) -> dict[str, Any]:
    return {
        **number_json(parked.number),
        "instance_arn": parked.instance_arn,
        "parked_at": clock.as_iso(parked.parked_at),
        "releasing": bool(parked.releasing),
    }


def _row(parked: ParkedNumber, targets: Targets, now: int) -> tuple[str, ...]:
    number = parked.number
    return (
        number.phone_number,
        f"{number.country_code} {number.number_type}",
        f"{clock.as_day(parked.parked_at)}{', is being released' if parked.releasing else ''}",
        str((now - parked.parked_at) // clock.DAY_SECONDS),
        targets.label(number.target_arn),
    )


def _left_of_budget(aws: Aws, ledger: Ledger, targets: Targets, chosen: Sequence[ParkedNumber]) -> int:
    """What is left of the budget after the releases, at the instance that has the least left.

    Raises:
        Problem: the budget does not allow the releases.
    """
    least = []
    for instance_arn in {each.instance_arn for each in chosen}:
        [quota] = read_quotas(aws, targets, ledger, clock.now(), targets.instance(instance_arn))
        use = quota.use
        for each in [each for each in chosen if each.instance_arn == instance_arn and not each.releasing]:
            refusal = use.refusal(CountedOperation.RELEASE)
            if refusal is not None:
                raise Problem(f"{each.number.phone_number} is not released: {refusal}", ExitCode.NO)
            use = use.after(CountedOperation.RELEASE).without_held(1)
        least.append(use.operations_left)
    return min(least)
