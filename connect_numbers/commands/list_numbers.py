"""`list`: every number of the account and Region, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from ..account.inventory import InventoryNumber, read_inventory
from ..account.owner import Ownership
from ..account.targets import Targets
from ..aws.aws import Aws
from ..clock import as_day
from ..options import Instance, Json, Local, Profile, Region
from ..output.console import stdout
from ..output.show_json import show_json
from ..output.table import Column, show_table

_COLUMNS = (
    Column("Number"),
    Column("Status"),
    Column("Owner"),
    Column("Target", rank=1),
    Column("Flow", rank=2),
    Column("Type", rank=3),
    Column("Description", rank=4),
)
_STATUS_STYLES = {"CLAIMED": "good", "IN_PROGRESS": "warning", "FAILED": "bad"}

UnownedOnly = Annotated[bool, typer.Option("--unowned", help="Only numbers that no living stack owns or has parked.")]


def list_command(
    instance: Instance = None,
    unowned: UnownedOnly = False,
    as_json: Json = False,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """List all phone numbers and their owners.

    The list has every number of the account and Region, with its target, status, flow per Region, and owner. The
    command changes nothing. It sends one request per number, and Amazon Connect allows 2 per second.

    Examples:

      connect-numbers list

      connect-numbers list --unowned --instance contact-center

      connect-numbers list --json | jq -r '.numbers[] | select(.ownership == "UNOWNED") | .phone_number'
    """
    aws = Aws.of(region, profile, local=local)
    targets = Targets(aws)
    numbers = read_inventory(aws, targets, targets.named(instance))
    if unowned:
        numbers = [number for number in numbers if number.ownership in (Ownership.UNOWNED, Ownership.ORPHANED)]
    if as_json:
        show_json({"region": aws.region, "numbers": [number.as_json() for number in numbers]})
        return
    console = stdout()
    if not numbers:
        console.print(_nothing(aws.region, unowned=unowned))
        return
    show_table(console, _COLUMNS, [_row(number) for number in numbers])
    _show_summary(console, numbers)


def _row(number: InventoryNumber) -> tuple[str | Text, ...]:
    described = number.number
    return (
        described.phone_number,
        Text(described.status, _STATUS_STYLES.get(described.status, "")),
        _owner_text(number),
        number.target_label,
        _flows_text(number.contact_flows),
        f"{described.country_code} {described.number_type}",
        described.description or "-",
    )


def _owner_text(number: InventoryNumber) -> Text:
    match number.ownership:
        case Ownership.PARKED:
            since = "" if number.parked_at is None else f" {as_day(number.parked_at)}"
            return Text(f"parked{since}", "warning")
        case Ownership.UNOWNED:
            return Text("nobody", "bad")
    owner = number.owner
    if owner is None:
        raise ValueError(f"{number.number.phone_number} is {number.ownership} without an owner")
    text = Text(f"{owner.stack.name}/{owner.construct_path}")
    if owner.stack.is_gone:
        text.append(" (stack is gone)", "bad")
    return text


def _flows_text(contact_flows: dict[str, str]) -> str:
    """Short ids, with their Region where there are several."""
    flows = {region: arn.rpartition("/")[2][:8] for region, arn in contact_flows.items()}
    if len(flows) == 1:
        return next(iter(flows.values()))
    return ", ".join(f"{region}: {flow}" for region, flow in sorted(flows.items())) or "-"


def _nothing(region: str, *, unowned: bool) -> str:
    if unowned:
        return f"Every phone number in {region} is owned by a stack, or parked."
    return f"There is no phone number in {region}."


def _show_summary(console: Console, numbers: Sequence[InventoryNumber]) -> None:
    counts = {state: sum(1 for number in numbers if number.ownership is state) for state in Ownership}
    parts = [
        f"{counts[Ownership.OWNED]} owned by stacks",
        f"{counts[Ownership.PARKED]} parked",
        f"{counts[Ownership.UNOWNED]} owned by nobody",
        f"{counts[Ownership.ORPHANED]} of stacks that are gone",
    ]
    shown = [part for part in parts if not part.startswith("0 ")]
    console.print()
    console.print(f"{len(numbers)} {'number' if len(numbers) == 1 else 'numbers'}: {', '.join(shown)}.")
    if counts[Ownership.UNOWNED]:
        console.print(
            "connect-numbers import writes constructs that adopt the numbers that nobody owns.", style="faint"
        )
