"""Whether there is a command line that a document shows."""

from typing import Any

import typer

from connect_numbers.command_line import app


def require_connect_numbers(arguments: list[str]) -> None:
    """Let connect-numbers' own parser look at the arguments behind its name."""
    command: Any = typer.main.get_command(app)
    path = "connect-numbers"
    while hasattr(command, "commands"):
        name, *arguments = arguments
        assert name in command.commands, f"{path} has no {name}"
        command, path = command.commands[name], f"{path} {name}"
    # Raises where an option isn't there, a value is of another type, or an argument is missing.
    command.make_context(path, list(arguments))
