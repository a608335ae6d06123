"""`parked`: the numbers that wait for a construct, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from connect_phone_numbers.core.quota import CountedOperation
from connect_phone_numbers.parking import ParkedNumber

from .. import clock
from ..account.targets import Targets
from ..aws.aws import Aws
from ..exit_code import ExitCode
from ..ledger.snapshot import Ledger
from ..ledger.which import require_ledger
from ..options import Json, LedgerTable, Local, Profile, Region, Yes
from ..output.ask import require_yes
from ..output.console import stdout
from ..output.progress import working
from ..output.show_json import show_json
from ..output.table import Column, show_table
from ..output.words import count
from ..parked.find import find_parked
from ..parked.release import Release, release_parked
from ..problem import Problem
from ..quota.instance_quota import read_quotas
from ..source.literal import construct_id, quoted
from ..source.number import IMPORT, NumberSource

parked_app = typer.Typer(
    name="parked",
    no_args_is_help=True,
    help="List, release or adopt parked numbers: kept when their construct went, claimed and billed, without a flow.",
)
_COLUMNS = (Column("Number"), Column("Type"), Column("Parked"), Column("Days", justify="right"), Column("Target"))

Numbers = Annotated[list[str], typer.Argument(metavar="NUMBER...", help="In E.164, for example +12065550100.")]


@parked_app.command("list")
def list_parked(
    as_json: Json = False,
    ledger: LedgerTable = None,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """List the parked numbers.

    Changes nothing.

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
        "A construct that one of them fits adopts it. connect-numbers parked adopt writes one for a certain number.",
        style="faint",
    )


@parked_app.command("release")
def release_command(
    numbers: Numbers,
    yes: Yes = False,
    as_json: Json = False,
    ledger: LedgerTable = None,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Release parked numbers for good. It asks first; each costs one operation of the 180-day budget.

    Nobody can claim a released number for up to 180 days, and then anybody can.

    Examples:

      connect-numbers parked release +12065550100
    """
    aws = Aws.of(region, profile, local=local)
    found = require_ledger(aws, ledger)
    targets = Targets(aws)
    releases = find_parked(aws, found, targets, numbers)
    left = _require_budget(aws, found, targets, releases)
    names = ", ".join(each.parked.phone_number for each in releases)
    require_yes(f"Release {names} for good? That leaves {count(left, 'operation')} of the 180-day budget.", yes=yes)
    results = []
    for each in releases:
        with working(f"Releasing {each.parked.phone_number}"):
            is_gone = release_parked(aws, found, each, clock.now())
        results.append({"phone_number": each.parked.phone_number, "status": "RELEASED" if is_gone else "RELEASING"})
        if not as_json:
            done = "is released" if is_gone else "is being released; connect-numbers list shows when it is gone"
            stdout().print(f"{each.parked.phone_number} {done}.")
    if as_json:
        show_json({"region": aws.region, "ledger": found.table_name, "numbers": results})


@parked_app.command("adopt")
def adopt_command(
    numbers: Numbers,
    as_json: Json = False,
    ledger: LedgerTable = None,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Print the constructs that adopt parked numbers, to be pasted into a stack.

    Changes nothing: the deployment adopts them, at no cost of the 180-day budget.

    Examples:

      connect-numbers parked adopt +12065550100 >> stack.py
    """
    aws = Aws.of(region, profile, local=local)
    found = require_ledger(aws, ledger)
    listed = {each.phone_number: each for each in found.parked}
    for number in numbers:
        if number not in listed:
            raise Problem(f"{number} is not on the ledger's list. connect-numbers parked list shows those that are.")
    sources = [
        NumberSource(construct_id(number), number, quoted(listed[number].target_arn)).python
        for number in dict.fromkeys(numbers)
    ]
    note = f"# For a stack whose PhoneNumberProvider has the ledger {found.table_name}."
    python = "\n".join([IMPORT, "", note, *sources])
    if as_json:
        adopted = [_json(listed[number]) for number in dict.fromkeys(numbers)]
        show_json({"region": aws.region, "ledger": found.table_name, "numbers": adopted, "python": python})
    else:
        typer.echo(python)


def _json(parked: ParkedNumber) -> dict[str, str]:
    return {
        "phone_number": parked.phone_number,
        "phone_number_id": parked.phone_number_id,
        "phone_number_arn": parked.phone_number_arn,
        "country_code": parked.country_code,
        "phone_number_type": parked.number_type,
        "target_arn": parked.target_arn,
        "instance_arn": parked.instance_arn,
        "parked_at": clock.as_iso(parked.parked_at),
    }


def _row(parked: ParkedNumber, targets: Targets, now: int) -> tuple[str, ...]:
    return (
        parked.phone_number,
        f"{parked.country_code} {parked.number_type}",
        clock.as_day(parked.parked_at),
        str((now - parked.parked_at) // clock.DAY_SECONDS),
        targets.label(parked.target_arn),
    )


def _require_budget(aws: Aws, ledger: Ledger, targets: Targets, releases: Sequence[Release]) -> int:
    """Refuse what the budget does not allow; what is left after it, of the instance that has least."""
    instances = {each.parked.instance_arn for each in releases}
    least = []
    for instance_arn in instances:
        [quota] = read_quotas(aws, targets, ledger, clock.now(), targets.instance(instance_arn))
        use = quota.use
        for each in releases:
            if each.parked.instance_arn != instance_arn:
                continue
            refusal = use.refusal(CountedOperation.RELEASE)
            if refusal is not None:
                raise Problem(f"{each.parked.phone_number} is not released: {refusal}", ExitCode.NO)
            use = replace(use.after(CountedOperation.RELEASE), held=use.held - 1)
        least.append(use.operations_left)
    return min(least)
