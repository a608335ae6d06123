"""The messages that the README explains are the ones that the handler gives."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.readme.document import ROOT, section

GAP = "…"
ROWS = re.findall(r"^\| `(.+?)` \|", section("When it fails"), re.MULTILINE)


def texts(source: Path) -> list[str]:
    """The strings of a module, what is put into them replaced by a gap."""
    found = []
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(part.value if isinstance(part, ast.Constant) else GAP for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return found


HANDLERS = [text for source in (ROOT / "lambda").rglob("*.py") for text in texts(source)]


def test_the_readme_explains_messages() -> None:
    assert len(ROWS) >= 10


@pytest.mark.parametrize("message", ROWS)
def test_the_handler_gives_the_message(message: str) -> None:
    pattern = ".*".join(re.escape(part.strip()) for part in message.split(GAP))
    assert any(re.search(pattern, text) for text in HANDLERS), f"no message of the handler is like {message!r}"
