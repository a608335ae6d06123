"""The reference of the command lines, written from the definitions of their `--help`."""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator
from html import escape
from typing import Any
from unittest import mock

import typer

from connect_numbers.command_line import app
from connect_numbers.exit_code import MEANINGS
from connect_numbers.help import examples, parameter_rows
from docs.tools.terminals import RECORDINGS
from local_aws.command_line.main import main
from local_aws.network import DEFAULT_PORT


def connect_numbers_reference() -> str:
    """Every command of `connect-numbers`, with its arguments, options and examples, and the exit codes."""
    group: Any = typer.main.get_command(app)
    return "\n\n".join([group.help, _exit_codes(), *_commands("connect-numbers", group)])


def local_aws_help() -> str:
    """What `python -m local_aws --help` prints, as a block."""
    printed = io.StringIO()
    environment = {"COLUMNS": "100", "LOCAL_AWS_PORT": str(DEFAULT_PORT)}
    with (
        mock.patch.dict(os.environ, environment),
        contextlib.redirect_stdout(printed),
        contextlib.suppress(SystemExit),
    ):
        main(["--help"])
    return f"```text\n{printed.getvalue().strip()}\n```"


def _commands(path: str, group: Any) -> Iterator[str]:  # noqa: ANN401 - Typer's own kind of click's classes
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield f"### {name}\n\n{command.help}"
            yield from _commands(f"{path} {name}", command)
        else:
            yield _command(f"{path} {name}", command)


def _command(path: str, command: Any) -> str:  # noqa: ANN401
    context = typer.Context(command, info_name=path)
    text, _, _ = (command.help or "").partition("Examples:")
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    parts = [f"### {path.partition(' ')[2]}", text.strip(), f"```text\n{usage}\n```"]
    rows = [_row(*row) for kind in ("argument", "option") for row in parameter_rows(command, context, kind)]
    if rows:
        parts.append("\n".join(["| | |", "|---|---|", *rows]))
    if command.name in RECORDINGS:
        parts.append(f"![What {path} prints](pictures/terminals/{command.name}.svg)")
    if lines := examples(command):
        parts.append("\n".join(["```sh", *lines, "```"]))
    return "\n\n".join(parts)


def _row(names: str, help_text: str) -> str:
    # A | between backticks has to be escaped on a repository's pages, and the site shows the backslash.
    shown = f"<code>{escape(names).replace('|', '&#124;')}</code>" if "|" in names else f"`{names}`"
    return "| {} | {} |".format(shown, re.sub(r"([|*\[\]<>])", r"\\\1", " ".join(help_text.split())))


def _exit_codes() -> str:
    rows = [f"| {code.value} | {meaning} |" for code, meaning in MEANINGS.items()]
    return "\n".join(["Exit codes:", "", "| | |", "|---|---|", *rows])
