"""`plan`: what a deployment would do to phone numbers, before it does it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from .. import clock
from ..account.targets import Targets
from ..aws.aws import Aws
from ..aws.local import cdk_command
from ..exit_code import ExitCode
from ..options import AnyLedgerTable, Json, Local, Profile, Region, StackNames
from ..output.console import stdout
from ..output.hanging import hanging
from ..output.show_json import show_json
from ..output.table import Column, show_table
from ..output.words import count, time_since
from ..plan.plan import Plan, make_plan
from ..plan.planned_account import is_unknown_instance
from ..plan.planned_step import Action, PlannedStep
from ..plan.rows import Row, rows_of
from ..stack_names import chosen_stacks
from ..templates.assembly import AssemblyStack, read_assembly, synthesised_at

_WORDS = {
    Action.CLAIM: ("claim", "claim"),
    Action.TAKE_PARKED: ("take parked", "good"),
    Action.ADOPT: ("adopt", "good"),
    Action.KEEP: ("keep", "faint"),
    Action.CHANGE: ("change", "warning"),
    Action.MOVE: ("move", "warning"),
    Action.RELEASE: ("RELEASE", "lost"),
    Action.PARK: ("park", "warning"),
    Action.GIVE_BACK: ("give back", "warning"),
    Action.RETAIN: ("retain", "faint"),
    Action.UNKNOWN: ("not known", "warning"),
    Action.FAIL: ("FAIL", "bad"),
}
_ACTION_WIDTH = max(len(words) for words, _ in _WORDS.values())

Assembly = Annotated[Path, typer.Argument(metavar="CDK.OUT", help="Folder that cdk synth wrote.")]
Destroy = Annotated[bool, typer.Option("--destroy", help="Say what cdk destroy would do.")]


def plan_command(
    assembly: Assembly = Path("cdk.out"),
    stack: StackNames = None,
    destroy: Destroy = False,
    as_json: Json = False,
    ledger: AnyLedgerTable = None,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Say what a deployment would do to numbers.

    The command says which numbers the deployment would claim, take, keep, move, release and park, and whether both
    quotas allow it. It changes nothing. It compares the folder that cdk synth wrote with the deployed stacks: run cdk
    synth again after each change of the app or its context. Only the deployment knows which number a search finds.

    The command ends with 1 if the deployment would fail. It ends with 5 if that is not known: there is no ledger yet,
    a stack goes to another Region, or a number depends on a value that only the deployment knows.

    Examples:

      npx cdk synth --quiet && connect-numbers plan

      connect-numbers plan --stack 'Prod*' && npx cdk deploy 'Prod*'

      connect-numbers plan --destroy

      connect-numbers plan --json | jq -e '[.steps[] | select(.action == "RELEASE")] == []'
    """
    stacks = _chosen(read_assembly(assembly, cdk_command(local=local)), stack)
    aws = Aws.of(region, profile, local=local)
    plan = make_plan(aws, stacks, ledger, destroy=destroy)
    made_at = synthesised_at(assembly)
    if as_json:
        show_json({"region": aws.region, "synthesised_at": clock.as_iso(made_at), **plan.as_json()})
    else:
        console = stdout()
        console.print(_age(assembly, made_at), style="faint")
        _show(console, plan, Targets(aws))
    if not plan.is_possible:
        raise typer.Exit(ExitCode.UNKNOWN if plan.is_possible is None else ExitCode.NO)


def _chosen(stacks: Sequence[AssemblyStack], patterns: Sequence[str] | None) -> list[AssemblyStack]:
    if not patterns:
        return list(stacks)
    chosen = chosen_stacks([each.name for each in stacks], patterns, "The assembly")
    return [each for each in stacks if each.name in chosen]


def _age(assembly: Path, made_at: int) -> str:
    """Of which app the plan is: it does not synthesise the app itself."""
    return f"{assembly.name} is of {clock.as_minute(made_at)}, {time_since(made_at, clock.now())}."


def _show(console: Console, plan: Plan, targets: Targets) -> None:
    if not plan.steps and not plan.unknown:
        console.print("These stacks have no phone numbers, and had none.")
    previous = None
    for row in rows_of(plan.steps):
        if row.step.stack_name != previous:
            console.print(Text(row.step.stack_name, "title"))
            previous = row.step.stack_name
        _show_row(console, row, max(len(each.construct_path) for each in plan.steps))
    if plan.after:
        console.print()
        _show_quotas(console, plan, targets)
    for note in (*plan.unknown, *plan.notes):
        console.print(Text(note, "warning"))
    if plan.steps:
        console.print()
        console.print(_summary(plan))


def _show_row(console: Console, row: Row, width: int) -> None:
    step, ended = row.step, row.ended
    words, style = ("replace", "warning") if ended else _WORDS[step.action]
    head = Text.assemble("  ", (f"{words:<{_ACTION_WIDTH}}", style), f"  {step.construct_path:<{width}}  ")
    number = f"{ended.phone_number} → {step.phone_number}" if ended else step.phone_number
    body = Text("  ".join(part for part in (number, row.detail) if part))
    console.print(hanging(head, body, console.width))
    if ended:
        console.print(hanging(Text(" " * head.cell_len), _ending_of(step, ended), console.width))


def _ending_of(step: PlannedStep, ended: PlannedStep) -> Text:
    """What becomes of the number that is replaced."""
    got, (words, style) = _WORDS[step.action][0], _WORDS[ended.action]
    return Text.assemble(
        f"{got} {step.phone_number}; ",
        (f"{words} {ended.phone_number}", style),
        f": {ended.detail}" if ended.detail else "",
    )


def _show_quotas(console: Console, plan: Plan, targets: Targets) -> None:
    rows = [
        (
            "an instance that is made" if is_unknown_instance(arn) else targets.label(arn),
            f"{plan.before[arn].held} → {use.held} of {use.quota}",
            f"{len(plan.before[arn].operations)} → {len(use.operations)} of {use.budget}",
            use.source.value.lower(),
        )
        for arn, use in plan.after.items()
    ]
    columns = (Column("Instance"), Column("Numbers"), Column("Operations in 180 days"), Column("Quota by", rank=1))
    show_table(console, columns, rows)


def _summary(plan: Plan) -> Text:
    counts = {action: sum(1 for step in plan.steps if step.action is action) for action in Action}
    parts = [
        f"{number} {'' if action is Action.UNKNOWN else 'to '}{_WORDS[action][0].lower()}"
        for action, number in counts.items()
        if number
    ]
    spent = sum(step.operations for step in plan.steps)
    text = Text(f"{', '.join(parts)}: {count(spent, 'operation')}. ".replace(" to fail", " to FAIL"))
    if plan.is_possible is None:
        text.append("Whether it is possible is not known.", "warning")
    elif plan.is_possible:
        text.append("Both quotas allow it.", "good")
    else:
        text.append("The deployment would fail.", "bad")
    return text
