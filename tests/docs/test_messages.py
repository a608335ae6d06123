"""The messages that the documentation explains are the ones that the function gives; so are a drawing's names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from constructs_lib.private.state_machine_definition import STATUSES, state_machine_definition
from docs.tools.state_machine import state_machine
from tests.docs.document import rows
from tests.docs.pages import ROOT, page

GAP = "…"
EXPLAINED = [
    message[1:-1] for message, *_ in (*rows(page("messages")), *rows(page("runbook"))) if re.fullmatch("`.*`", message)
]


def texts(source: Path) -> list[str]:
    """The strings of a module, what is put into them replaced by a gap."""
    found = []
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return found


@pytest.fixture(scope="module")
def given() -> list[str]:
    return [text for source in (ROOT / "lambda").rglob("*.py") for text in texts(source)]


def test_many_are_explained() -> None:
    assert len(EXPLAINED) >= 40


@pytest.mark.parametrize("message", EXPLAINED)
def test_the_function_gives_the_message(message: str, given: list[str]) -> None:
    pattern = ".*".join(re.escape(part.strip()) for part in message.split(GAP))
    assert any(re.search(pattern, text) for text in given), f"no message of the function is like {message!r}"


def test_the_drawing_has_every_state_and_status() -> None:
    drawing = state_machine()
    states = state_machine_definition("arn:aws:lambda:us-east-1:123456789012:function:f")["States"]
    assert [name for name in (*states, *STATUSES, "DONE") if f">{name}<" not in drawing] == []
