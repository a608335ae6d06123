"""Parts of Python source: literals, names and calls."""

from __future__ import annotations

import json
import re


def quoted(text: str) -> str:
    """A string literal in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def construct_id(phone_number: str, name: str = "") -> str:
    """A construct's id, made from the name if the name has letters, else from the number's digits."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    readable = "".join(word[:1].upper() + word[1:] for word in words)[:40]
    return readable if readable and not readable.isdigit() else f"Number{phone_number.lstrip('+')}"


def call(function: str, arguments: dict[str, str]) -> str:
    """The source of a call in a stack's `__init__`: `self` first, then one argument per line."""
    lines = [f"    {name}={value}," if name else f"    {value}," for name, value in arguments.items()]
    return "\n".join([f"{function}(", "    self,", *lines, ")"])
