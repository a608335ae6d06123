"""The pages of the documentation."""

from __future__ import annotations

from pathlib import Path

from tests.readme.document import ROOT, blocks

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


def page(name: str) -> Path:
    """A page by its path in docs/, without `.md`."""
    return DOCS / f"{name}.md"


def titled(name: str, title: str) -> str:
    """The text of the block of a page that is for a file of this name."""
    languages = ("python", "json", "yaml")
    [found] = [block for language in languages for block in blocks(language, page(name)) if block.title == title]
    return found.text


def id_of(path: Path) -> str:
    """A page's name, as the id of a test."""
    return path.relative_to(DOCS).with_suffix("").as_posix()
