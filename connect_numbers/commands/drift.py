"""`drift`: what others have changed of numbers that stacks own, or that are parked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from connect_phone_numbers.decisions.drifting import RecordedNumber
from connect_phone_numbers.model.identity import owner
from connect_phone_numbers.model.phone_number import PhoneNumber

from ..account.numbers import describe_numbers, list_numbers
from ..account.providers import Providers
from ..aws.aws import Aws
from ..drift.drifted_number import DriftedNumber, mend, words
from ..drift.look import DriftReport, look
from ..drift.unrecorded import tagged_only, unrecorded_numbers
from ..exit_code import ExitCode
from ..ledger.snapshot import Ledger, require_ledger
from ..options import DEFAULT_LEDGER_TABLE_NAME, Json, LedgerTable, Local, Profile, Region, StackNames
from ..output.console import stdout
from ..output.hanging import advice, hanging
from ..output.show_json import show_json
from ..output.words import count
from ..stack_names import chosen_stacks


@dataclass(frozen=True)
class _Found:
    """The report of a look, and the numbers that only their tags name as ours."""

    report: DriftReport
    unrecorded: Sequence[PhoneNumber]

    @property
    def exit_code(self) -> ExitCode:
        if self.report.drifted or self.unrecorded:
            return ExitCode.DRIFT
        return ExitCode.UNKNOWN if self.report.skipped or self.report.refused else ExitCode.DONE


def drift_command(
    stack: StackNames = None,
    as_json: Json = False,
    ledger: LedgerTable = DEFAULT_LEDGER_TABLE_NAME,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Find numbers that were changed by hand.

    The command compares the ledger with Amazon Connect. It finds numbers that somebody has released, moved, tagged,
    described or given another flow. It changes nothing. It sends one request per number, and Amazon Connect allows 2
    per second. With --stack, the command leaves out parked numbers, and numbers that the ledger does not know.

    The command ends with 0 if no number has drifted, and with 6 if one has. It ends with 5 if it could not compare a
    number: an operation on the number is under way, or AWS refused to show the number's flow. With any other exit
    code, the command could not compare anything. Within a minute after an operation, the number's tags are left out.

    Examples:

      connect-numbers drift

      connect-numbers drift --stack 'Prod*'

      connect-numbers drift --json | jq -r '.numbers[].differences[].mend'
    """
    aws = Aws.of(region, profile, local=local)
    found = _found(aws, require_ledger(aws, ledger), stack or ())
    if as_json:
        show_json(_json(aws, found))
    else:
        _show(stdout(), found)
    if found.exit_code is not ExitCode.DONE:
        raise typer.Exit(found.exit_code)


def _found(aws: Aws, ledger: Ledger, patterns: Sequence[str]) -> _Found:
    if patterns:
        return _Found(look(aws, ledger, is_wanted=_of_stacks(ledger, patterns)), ())
    numbers = describe_numbers(aws, list_numbers(aws))
    tagged = tagged_only(ledger, numbers)
    # Whose ledger they belong to is asked only where there are such numbers: every stack has to be looked through.
    unrecorded = unrecorded_numbers(aws, ledger, tagged, dict(Providers(aws).in_use())) if tagged else ()
    return _Found(look(aws, ledger, known=numbers), unrecorded)


def _of_stacks(ledger: Ledger, patterns: Sequence[str]) -> Callable[[RecordedNumber], bool]:
    """Whether a number is of one of these stacks. Raises Problem where the ledger has no stack of such a name."""
    chosen = chosen_stacks([resource.stack_name for resource in ledger.resources], patterns, "The ledger")
    return lambda recorded: recorded.resource is not None and recorded.resource.stack_name in chosen


def _json(aws: Aws, found: _Found) -> dict[str, Any]:
    report = found.report
    return {
        "region": aws.region,
        "numbers_compared": report.looked_at,
        "numbers": [number.as_json() for number in report.drifted],
        "unrecorded": [
            {
                "phone_number": each.phone_number,
                "phone_number_arn": each.phone_number_arn,
                "tagged_as": _tagged_as(each),
            }
            for each in found.unrecorded
        ],
        "not_compared": [*report.skipped, *report.refused],
        "tags_not_compared": list(report.without_tags),
    }


def _show(console: Console, found: _Found) -> None:
    report = found.report
    for number in report.drifted:
        console.print(Text.assemble((number.recorded.phone_number, "title"), f"  {number.label}"))
        _show_differences(console, number)
    for each in found.unrecorded:
        console.print(Text.assemble((each.phone_number, "title"), f"  {_tagged_as(each)}, by its tags alone"))
        console.print(advice("connect-numbers reconcile", 2, console.width))
    if report.drifted or found.unrecorded:
        console.print()
    if report.skipped:
        numbers = ", ".join(report.skipped)
        console.print(Text(f"Not compared, as an operation is under way: {numbers}. Look again later.", "warning"))
    if report.without_tags:
        numbers = ", ".join(report.without_tags)
        text = f"Compared without their tags, which Amazon Connect may not show yet: {numbers}. Look again in a minute."
        console.print(Text(text, "warning"))
    for phone_number, why in report.refused.items():
        console.print(Text(f"Not compared: {phone_number}. {why}", "warning"))
    drifted = len(report.drifted) + len(found.unrecorded)
    text = f"{count(report.looked_at, 'number')} compared, {drifted or 'none'} drifted."
    console.print(Text(text, "warning" if drifted else "good"))


def _show_differences(console: Console, number: DriftedNumber) -> None:
    width = max(len(drift.kind) for drift in number.differences)
    for drift in number.differences:
        head = Text.assemble("  ", (f"{drift.kind:<{width}}", "warning"), "  ")
        console.print(hanging(head, Text(words(drift)), console.width))
        console.print(advice(mend(number.recorded, drift), head.cell_len, console.width))


def _tagged_as(number: PhoneNumber) -> str:
    resource = owner(number.tags)
    return "parked" if resource is None else str(resource)
