"""`import`: numbers that are there already, as constructs that adopt them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ..account.inventory import InventoryNumber, read_inventory
from ..account.owner import Ownership
from ..account.targets import Targets
from ..aws.aws import Aws
from ..exit_code import ExitCode
from ..options import Instance, Json, Local, Profile, Region
from ..output.console import stderr
from ..output.show_json import show_json
from ..output.words import count
from ..problem import Problem
from ..source.imported import imported_module

Numbers = Annotated[
    list[str] | None,
    typer.Argument(metavar="NUMBER", help="Number in E.164. Default: every number that no stack owns."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the Python to FILE. Default: print it.")
]


def import_command(
    numbers: Numbers = None,
    instance: Instance = None,
    output: Output = None,
    as_json: Json = False,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Write a stack that adopts existing numbers.

    The stack is a Python module. It has a construct for each number, with the number's description and flow. The
    command changes nothing in AWS. The deployment of the stack adopts the numbers, and claims none. A construct that is
    removed gives its number back. The command ends with 1 if there is no number to import.

    Examples:

      connect-numbers import > imported_phone_numbers.py

      connect-numbers import +12065550100 --output imported_phone_numbers.py
    """
    aws = Aws.of(region, profile, local=local)
    targets = Targets(aws)
    inventory = read_inventory(aws, targets, targets.named(instance))
    chosen = _named(inventory, numbers) if numbers else _unowned(inventory)
    if not chosen:
        raise Problem(f"There is no number in {aws.region} that nobody owns.", ExitCode.NO)
    text = imported_module(chosen, targets, aws.region)
    if as_json:
        show_json({"region": aws.region, "numbers": [each.as_json() for each in chosen], "python": text})
    elif output is None:
        typer.echo(text, nl=False)
    if output is not None:
        if output.exists():
            raise Problem(f"{output} is there already: name another file, or move it away.", ExitCode.USAGE)
        output.write_text(text)
    console = stderr()
    if console.is_terminal or output is not None:
        where = f" in {output}" if output else ""
        console.print(
            f'{count(len(chosen), "number")}{where}: add ImportedPhoneNumbers(app, "ImportedPhoneNumbers", env=env) '
            "to your app, and synthesise it. connect-numbers plan then says what its deployment does."
        )


def _unowned(inventory: Sequence[InventoryNumber]) -> list[InventoryNumber]:
    return [each for each in inventory if each.ownership is Ownership.UNOWNED and each.number.status == "CLAIMED"]


def _named(inventory: Sequence[InventoryNumber], numbers: Sequence[str]) -> list[InventoryNumber]:
    by_number = {each.number.phone_number: each for each in inventory}
    for number in numbers:
        if number not in by_number:
            raise Problem(f"{number} is not among the numbers. connect-numbers list shows them.")
        if by_number[number].ownership is not Ownership.UNOWNED:
            raise Problem(f"{number} can't be imported: {_why(by_number[number])}")
    return [by_number[number] for number in dict.fromkeys(numbers)]


def _why(number: InventoryNumber) -> str:
    owner = number.owner
    if owner is None:
        return "it is parked. connect-numbers parked take writes the construct that takes it."
    gone = ", which is gone: take the tag connect-phone-number:stack-id off it first" if owner.stack.is_gone else ""
    return f"the stack {owner.stack.name} owns it{gone}."
