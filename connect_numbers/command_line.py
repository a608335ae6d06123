"""The command line: what there is to call, and how it ends."""

from __future__ import annotations

import logging
from importlib.metadata import version
from typing import Annotated

import typer

from .commands.doctor import doctor_command
from .commands.drift import drift_command
from .commands.import_numbers import import_command
from .commands.list_numbers import list_command
from .commands.parked import parked_app
from .commands.plan import plan_command
from .commands.quota import quota_command
from .commands.reconcile import reconcile_command
from .commands.search import search_command
from .exit_code import EXPLANATION
from .reporting import ReportingGroup

app = typer.Typer(
    name="connect-numbers",
    cls=ReportingGroup,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Amazon Connect phone numbers: what there is, what is left of the quotas, what a deployment would do.",
    epilog=EXPLANATION,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command("search")(search_command)
app.command("list")(list_command)
app.command("quota")(quota_command)
app.command("plan")(plan_command)
app.command("drift")(drift_command)
app.command("import")(import_command)
app.add_typer(parked_app)
app.command("reconcile")(reconcile_command)
app.command("doctor")(doctor_command)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(version("cdk-connect-phone-numbers"))
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Nothing is common to all commands but this."""


def main() -> None:
    """Run the command that the process's arguments name."""
    # The handler's modules log for CloudWatch; what matters to a user comes as a Problem.
    logging.getLogger("connect_phone_numbers").addHandler(logging.NullHandler())
    app()
