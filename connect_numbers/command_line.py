"""The commands of `connect-numbers`."""

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
from .help import HelpfulCommand
from .reporting import ReportingGroup

app = typer.Typer(
    name="connect-numbers",
    cls=ReportingGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Show Amazon Connect phone numbers, their owners and quotas, and what a deployment would do to them.",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
app.command("search", cls=HelpfulCommand)(search_command)
app.command("list", cls=HelpfulCommand)(list_command)
app.command("quota", cls=HelpfulCommand)(quota_command)
app.command("plan", cls=HelpfulCommand)(plan_command)
app.command("drift", cls=HelpfulCommand)(drift_command)
app.command("import", cls=HelpfulCommand)(import_command)
app.add_typer(parked_app)
app.command("reconcile", cls=HelpfulCommand)(reconcile_command)
app.command("doctor", cls=HelpfulCommand)(doctor_command)


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
    """Take the options that stand before the command."""


def main() -> None:
    """Run the command that the process's arguments name."""
    # The function's modules log for CloudWatch. A user reads a Problem instead.
    logging.getLogger("connect_phone_numbers").addHandler(logging.NullHandler())
    app()
