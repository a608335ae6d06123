"""README.md, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"


@dataclass(frozen=True)
class Block:
    """A fenced block; `line` is the README's line of its first one, counted from 1."""

    language: str
    line: int
    text: str


def blocks(language: str) -> list[Block]:
    """The README's fenced blocks of a language, in order."""
    text = README.read_text()
    return [
        Block(found[1], text.count("\n", 0, found.start(2)) + 1, found[2])
        for found in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        if found[1] == language
    ]


def commands() -> list[str]:
    """The commands of the README's shell blocks, without their comments."""
    lines = [line.split(" #")[0].strip() for block in blocks("sh") for line in block.text.splitlines()]
    return [line for line in lines if line]


def section(title: str) -> str:
    """The text below a heading, up to the next one."""
    return re.split(rf"^#+ {re.escape(title)}$", README.read_text(), flags=re.MULTILINE)[1].split("\n#")[0]
