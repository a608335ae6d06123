"""A check of the command lines that documents show."""

from typing import Any

import typer

from connect_numbers.command_line import app


def require_connect_numbers(arguments: list[str]) -> None:
    """Parse the arguments with connect-numbers' own parser. It raises an error if they are wrong."""
    command: Any = typer.main.get_command(app)
    path = "connect-numbers"
    while hasattr(command, "commands"):
        name, *arguments = arguments
        assert name in command.commands, f"{path} has no {name}"
        command, path = command.commands[name], f"{path} {name}"
    # An option that does not exist, a value of another type and a missing argument are errors.
    command.make_context(path, list(arguments))
