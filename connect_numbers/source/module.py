"""The source of a Python module with a stack."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent

from .literal import quoted
from .number import NumberSource


def stack_module(docstring: str, class_name: str, constants: dict[str, str], numbers: Sequence[NumberSource]) -> str:
    """The module's text.

    Args:
        docstring: the docstring of the module and of the class.
        class_name: the name of the stack's class.
        constants: the values of the module's constants, by name.
        numbers: the numbers that the stack declares.
    """
    lines = [
        f'"""{docstring}"""',
        "",
        "from typing import Any",
        "",
        "from aws_cdk import Stack",
        "from constructs import Construct",
        "",
        "from constructs_lib import ClaimedPhoneNumber",
        "",
        *(f"{name} = {quoted(value)}" for name, value in constants.items()),
        "",
        "",
        f"class {class_name}(Stack):",
        f'    """{docstring}"""',
        "",
        "    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:",
        "        super().__init__(scope, id, **kwargs)",
        *(indent(number.python, " " * 8) for number in numbers),
    ]
    return "\n".join(lines) + "\n"
