"""`quota`: what is used of the two quotas, when it is free again, and how far it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from connect_phone_numbers.quota.arithmetic import CountedOperation, QuotaSource

from .. import clock
from ..account.targets import Targets
from ..aws.aws import Aws
from ..exit_code import ExitCode
from ..ledger.snapshot import Ledger, read_ledger
from ..options import DEFAULT_LEDGER_TABLE_NAME, Instance, Json, LedgerTable, Local, Profile, Region
from ..output.console import stdout
from ..output.hanging import hanging
from ..output.show_json import show_json
from ..output.table import Column, show_table
from ..output.words import count, days_from
from ..quota.chart import (
    CLAIM_GLYPH,
    RELEASE_GLYPH,
    WINDOW_DAYS,
    budget_chart,
    columns_within,
    history_chart,
    meter,
)
from ..quota.forecast import Cycle, forecast
from ..quota.instance_quota import InstanceQuota, read_quotas
from ..quota.trail import unknown_to_the_ledger

_INDENT = 2
_LEAVING_ROWS = 8
_TITLE_WIDTH = 14
_LEAVING_COLUMNS = (Column("  Leaves"), Column(""), Column("Operations"), Column("Left then", justify="right"))

_SOURCES = {
    QuotaSource.INSTANCE: "the instance's own quota",
    QuotaSource.ACCOUNT: "the account's quota; the instance has none",
    QuotaSource.DEFAULT: "the default quota, as nothing else is applied",
    QuotaSource.PROVIDER: "the provider's figure, as Service Quotas does not tell it",
    QuotaSource.ASSUMED: "assumed, as Service Quotas does not tell it",
}

Cycles = Annotated[
    int,
    typer.Option("--cycles", min=0, metavar="N", help="Forecast N more cycles of deploy and destroy for one number."),
]


def quota_command(
    instance: Instance = None,
    cycles: Cycles = 0,
    as_json: Json = False,
    ledger: LedgerTable = DEFAULT_LEDGER_TABLE_NAME,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Show what is left of both quotas.

    The command shows for each instance the numbers held, the claims and releases of the last 180 days, and what is
    left. It changes nothing. If the ledger is younger than 180 days, the command says so, and adds the claims and
    releases that CloudTrail knows.

    With --cycles, the command ends with 1 if the default release policy does not allow that many cycles. It ends with
    4 if there is no ledger yet.

    Examples:

      connect-numbers quota

      connect-numbers quota --instance contact-center --cycles 5

      connect-numbers quota --json | jq '.instances[].operations_left'
    """
    aws = Aws.of(region, profile, local=local)
    targets, now = Targets(aws), clock.now()
    wanted = targets.named(instance)
    found = read_ledger(aws, ledger)
    quotas = read_quotas(aws, targets, found, now, wanted)
    young = [each for each in quotas if not each.use.is_complete]
    more = unknown_to_the_ledger(aws, targets, found, young, now) if young else {}
    if as_json:
        shown = [_json(each, cycles, more) for each in quotas]
        show_json({"region": aws.region, "ledger": found.table_name if found.is_there else None, "instances": shown})
    else:
        console = stdout()
        if not quotas:
            console.print(f"There is no Amazon Connect instance in {aws.region}.")
        if not found.is_there:
            _show_no_ledger(console, found, aws.region)
        for index, each in enumerate(quotas):
            if index:
                console.print()
            _show(console, each, cycles, more)
    if any(len(forecast(each.use, cycles, parks=True)) < cycles for each in quotas):
        raise typer.Exit(ExitCode.NO)
    if not found.is_there:
        raise typer.Exit(ExitCode.MISSING)


def _json(quota: InstanceQuota, cycles: int, more: Mapping[str, int] | None) -> dict[str, Any]:
    shown = {**quota.as_json(), "operations_more_by_cloudtrail": (more or {}).get(quota.instance.arn)}
    if not cycles:
        return shown
    return {
        **shown,
        "forecast": {
            "cycles": cycles,
            "release_within_budget": [cycle.as_json() for cycle in forecast(quota.use, cycles, parks=True)],
            "release": [cycle.as_json() for cycle in forecast(quota.use, cycles, parks=False)],
        },
    }


def _show_no_ledger(console: Console, ledger: Ledger, region: str) -> None:
    console.print(
        f"There is no ledger yet (no DynamoDB table {ledger.table_name} in {region}): what was claimed and released "
        "before is not known. The first deployment counts the numbers that are there as claimed at that moment, as "
        "below.",
        style="warning",
    )
    console.print()


def _show(console: Console, quota: InstanceQuota, cycles: int, more: Mapping[str, int] | None) -> None:
    console.print(Text.assemble((quota.instance.label, "title"), "  ", (quota.instance.instance_id, "faint")))
    for title, body in [*_figures(quota), *_unknown(quota, more)]:
        console.print(hanging(Text(f"{'':<{_INDENT}}{title:<{_TITLE_WIDTH}}"), body, console.width))
    _show_window(console, quota)
    if cycles:
        console.print()
        for sentence in _forecast_sentences(quota, cycles):
            console.print(Padding(sentence, (0, 0, 0, _INDENT), expand=False))


def _figures(quota: InstanceQuota) -> list[tuple[str, Text]]:
    use = quota.use
    parked = f"; {quota.parked} of those held {'is' if quota.parked == 1 else 'are'} parked" if quota.parked else ""
    left = f"{use.operations_left} claims and releases left"
    return [
        ("Numbers held", _figure(use.held, use.quota, f"{max(0, use.quota - use.held)} free{parked}")),
        ("", Text.assemble(" " * 12, (_SOURCES[use.source], "faint"))),
        ("Operations", _figure(len(use.operations), use.budget, left)),
        ("Next claim", _next_claim(quota)),
    ]


def _unknown(quota: InstanceQuota, more: Mapping[str, int] | None) -> list[tuple[str, Text]]:
    """What is not in the figures, or may not be."""
    use = quota.use
    if use.is_complete:
        return []
    since = f"known since {clock.as_minute(use.known_since)}; claims and releases before that are not"
    beside = "not known: cloudtrail:LookupEvents is not allowed"
    if more is not None:
        count_of_more = more[quota.instance.arn]
        advice = "; connect-numbers reconcile counts them" if count_of_more else ""
        beside = f"{count_of_more} more in the last 90 days{advice}"
    return [
        ("History", Text(since, "warning")),
        ("By CloudTrail", Text(beside, "warning" if more is None or any(more.values()) else "")),
    ]


def _figure(used: int, of: int, words: str) -> Text:
    return Text.assemble(f"{f'{used} of {of}':>10}  ", meter(used, of), f"  {words}")


def _next_claim(quota: InstanceQuota) -> Text:
    use, at = quota.use, quota.next_claim_at
    if use.held >= use.quota:
        return Text("not before a number is released or the quota is raised (connect, L-8F812903)", "bad")
    if at is None or at > use.now:
        when = "never, with a quota of 0" if at is None else f"{clock.as_minute(at)}, {days_from(use.now, at)}"
        return Text(when, "bad")
    return Text(f"possible now, {count(use.claims_left, 'claim')} in all", "good")


def _show_window(console: Console, quota: InstanceQuota) -> None:
    console.print()
    if not quota.operations:
        console.print(Padding(f"No claim or release in the last {WINDOW_DAYS} days.", (0, 0, 0, _INDENT), expand=False))
        return
    columns = columns_within(console.width - _INDENT)
    heading = Text.assemble(
        f"The last {WINDOW_DAYS} days: ",
        (CLAIM_GLYPH, "claim"),
        f" {_kinds(quota, CountedOperation.CLAIM)}, ",
        (RELEASE_GLYPH, "release"),
        f" {_kinds(quota, CountedOperation.RELEASE)}",
        (f"   a column is {count(WINDOW_DAYS // columns, 'day')}", "faint"),
    )
    future = Text(f"Left of {quota.use.budget} in the next {WINDOW_DAYS} days, if nothing is claimed or released")
    lines = [heading, *history_chart(quota.operations, quota.use.now, columns), Text()]
    for line in [*lines, future, *budget_chart(quota.use, columns)]:
        console.print(Padding(line, (0, 0, 0, _INDENT), expand=False))
    console.print()
    _show_leaving(console, quota)
    if quota.unrecorded:
        note = f"{count(quota.unrecorded, 'operation')} by others will be in the ledger at the provider's next look."
        console.print(Padding(Text(note, "faint"), (0, 0, 0, _INDENT), expand=False))


def _kinds(quota: InstanceQuota, kind: CountedOperation) -> str:
    return count(sum(1 for each in quota.operations if each.kind is kind), kind.value.lower())


def _show_leaving(console: Console, quota: InstanceQuota) -> None:
    """When operations leave the window, a row a day."""
    by_day: dict[str, list[Any]] = {}
    for operation in quota.operations:
        by_day.setdefault(clock.as_day(operation.counts_until), []).append(operation)
    gone, rows = 0, []
    for day, leaving in by_day.items():
        gone += len(leaving)
        left = max(0, min(quota.use.budget, quota.use.budget - len(quota.use.operations) + gone))
        kinds = [
            count(number, kind.value.lower())
            for kind in (CountedOperation.CLAIM, CountedOperation.RELEASE)
            if (number := sum(1 for each in leaving if each.kind is kind))
        ]
        until = max(each.counts_until for each in leaving)
        rows.append((f"  {day}", days_from(quota.use.now, until), ", ".join(kinds), f"{left} of {quota.use.budget}"))
    show_table(console, _LEAVING_COLUMNS, rows[:_LEAVING_ROWS])
    if len(rows) > _LEAVING_ROWS:
        console.print(Text(f"  … and on {count(len(rows) - _LEAVING_ROWS, 'later day')}; --json has all.", "faint"))


def _forecast_sentences(quota: InstanceQuota, cycles: int) -> list[Text]:
    parking = forecast(quota.use, cycles, parks=True)
    releasing = forecast(quota.use, cycles, parks=False)
    return [
        Text(f"{count(cycles, 'more deploy-and-destroy cycle')} of one number:"),
        Text.assemble("  RELEASE_WITHIN_BUDGET, the default: ", _parking_sentence(parking, quota.use.now)),
        Text.assemble("  RELEASE: ", _releasing_sentence(releasing, cycles, quota.use.now)),
    ]


def _parking_sentence(cycles: Sequence[Cycle], now: int) -> str:
    if not cycles:
        return "none can begin."
    parked = next((index for index, cycle in enumerate(cycles, 1) if cycle.released_at is None), None)
    first = cycles[0].claimed_at or now
    begun = f"the first begins {clock.as_minute(first)}; " if first > now else ""
    if parked is None:
        return f"{begun}all release their number."
    return f"{begun}cycle {parked} parks the number, and each after it takes that number, for nothing."


def _releasing_sentence(cycles: Sequence[Cycle], wanted: int, now: int) -> str:
    at_once = sum(1 for cycle in cycles if cycle.released_at == now)
    sentence = f"{at_once} at once"
    if len(cycles) > at_once:
        last = cycles[-1].released_at
        sentence += f", the last one ends {clock.as_minute(last or now)}"
    if len(cycles) < wanted:
        sentence += f", {count(wanted - len(cycles), 'cycle')} never"
    return f"{sentence}."
