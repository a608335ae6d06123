"""The pages of the documentation: those of docs/, and those that lie elsewhere in the repository."""

from __future__ import annotations

from pathlib import Path

from docs.tools.hooks import PAGES_OF_FILES
from tests.docs.document import blocks

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = [*(ROOT / name for name in PAGES_OF_FILES), *sorted(DOCS.rglob("*.md"))]


def page(name: str) -> Path:
    """A page by its path in docs/, without `.md`."""
    return DOCS / f"{name}.md"


def titled(name: str, title: str) -> str:
    """The text of the block of a page that is for a file of this name."""
    languages = ("python", "json", "yaml")
    [found] = [block for language in languages for block in blocks(language, page(name)) if block.title == title]
    return found.text


def id_of(path: Path) -> str:
    """A page's path, as the id of a test."""
    return path.relative_to(DOCS if path.is_relative_to(DOCS) else ROOT).with_suffix("").as_posix()
