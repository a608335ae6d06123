"""The text that `--help` prints."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

_EXAMPLES = "Examples:"


class HelpfulCommand(TyperCommand):
    """A command with a plain `--help`: no Python types, and each example in one line, ready to be copied."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as its base class has it
        """Write the description, and the examples as they are."""
        text, _, _ = (self.help or "").partition(_EXAMPLES)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text.strip())
        with formatter.section(_EXAMPLES.removesuffix(":")):
            for example in examples(self):
                formatter.write(f"{'':<{formatter.current_indent}}{example}\n")

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the arguments, then the options."""
        for heading, kind in (("Arguments", "argument"), ("Options", "option")):
            if rows := parameter_rows(self, ctx, kind):
                with formatter.section(heading):
                    formatter.write_dl(rows)


def examples(command: Any) -> list[str]:  # noqa: ANN401 - Typer's own kind of click's classes
    """The command lines below `Examples:` in the command's docstring."""
    _, _, lines = (command.help or "").partition(_EXAMPLES)
    return [line.strip() for line in lines.splitlines() if line.strip()]


def parameter_rows(command: Any, ctx: Any, kind: str) -> list[tuple[str, str]]:  # noqa: ANN401
    """A command's parameters and their help.

    Args:
        command: the command.
        ctx: the context of its call.
        kind: `argument` or `option`.
    """
    parameters = [parameter for parameter in command.get_params(ctx) if parameter.param_type_name == kind]
    records = [parameter.get_help_record(ctx) for parameter in parameters]
    # Typer adds an argument's Python type to its name: `NUMBER <list[str]>`.
    return [(names.partition(" <")[0], text) for names, text in filter(None, records)]
