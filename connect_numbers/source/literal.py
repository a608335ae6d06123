"""Python's literals, as people write them."""

from __future__ import annotations

import json
import re


def quoted(text: str) -> str:
    """A string literal in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def construct_id(phone_number: str, name: str = "") -> str:
    """A construct's id: of a name where there is something readable in it, else of the number's digits."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    readable = "".join(word[:1].upper() + word[1:] for word in words)[:40]
    return readable if readable and not readable.isdigit() else f"Number{phone_number.lstrip('+')}"


def variable(id: str) -> str:
    """A variable's name for a construct's id, in snake case."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", id)
    name = "_".join(words).lower()
    return name if name.isidentifier() else f"number_{name}"


def call(function: str, arguments: dict[str, str]) -> str:
    """A call in a stack's `__init__`: `self` first, an argument a line."""
    lines = [f"    {name}={value}," if name else f"    {value}," for name, value in arguments.items()]
    return "\n".join([f"{function}(", "    self,", *lines, ")"])
