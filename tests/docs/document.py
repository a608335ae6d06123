"""A document, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent


@dataclass(frozen=True)
class Block:
    """A fenced block; `line` is its document's line of its first one, counted from 1, `title` the file it is for."""

    language: str
    line: int
    text: str
    title: str = ""


def blocks(language: str, document: Path) -> list[Block]:
    """A document's fenced blocks of a language, in order; those within a list without its indentation."""
    text = document.read_text()
    fences = r'^( *)```(\w+)(?: title="([^"]+)")?\n(.*?)^\1```$'
    return [
        Block(found[2], text.count("\n", 0, found.start(4)) + 1, dedent(found[4]), found[3] or "")
        for found in re.finditer(fences, text, re.DOTALL | re.MULTILINE)
        if found[2] == language
    ]


def commands(document: Path) -> list[str]:
    """The commands of a document's shell blocks, without their comments."""
    lines = [line.split(" #")[0].strip() for block in blocks("sh", document) for line in block.text.splitlines()]
    return [line for line in lines if line]


def links(document: Path) -> list[str]:
    """Where a document's links and pictures lead."""
    return re.findall(r"\]\(([^)\s]+)\)", document.read_text())


def anchors(document: Path) -> set[str]:
    """The anchors that a document's headings make."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def rows(document: Path, heading: str = "") -> list[list[str]]:
    """The cells of the rows of a document's tables, or of those under one heading; their heads and lines left out."""
    text = document.read_text()
    if heading:
        text = re.split(rf"^#+ {re.escape(heading)}$", text, flags=re.MULTILINE)[1].split("\n#")[0]
    tables = re.findall(r"^\|(?!---).*\|\n\|---.*\n((?:\|.*\|\n)*)", text, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for table in tables for row in table.splitlines()]
