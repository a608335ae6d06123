"""What the page on fidelity names is there, and every setting of the local AWS is on it."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from functools import cache

import pytest

from local_aws.cloudformation import behaviour
from local_aws.connect.controlled.settings import ControlledSettings
from local_aws.settings import Settings
from tests.docs.document import rows
from tests.docs.pages import ROOT, page

ROWS = rows(page("fidelity"))
ASSUMPTION, SOURCE, SURE, SETTING, TESTS, ACCEPT = range(6)


def words(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


@cache
def names_of_tests() -> frozenset[str]:
    """The names of all tests."""
    trees = [ast.parse(file.read_text()) for file in (ROOT / "tests").rglob("test_*.py")]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return frozenset(function.name for function in functions if function.name.startswith("test_"))


def settings() -> set[str]:
    """Every setting, as the page names it."""
    of_cloudformation = {field.name.replace("_", "-") for field in fields(behaviour.Behaviour)}
    return {field.name for kind in (ControlledSettings, Settings) for field in fields(kind)} | of_cloudformation


def test_every_setting_is_there_and_no_other() -> None:
    assert set().union(*(words(row[SETTING]) for row in ROWS)) == settings()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[ASSUMPTION][:60])
def test_a_row_is_whole(row: list[str]) -> None:
    assert len(row) == 6
    assert {source.strip() for source in row[SOURCE].split(",")} <= {
        *("Guide", "API", "model", "report", "inferred", "unknown")
    }
    assert row[SURE] in ("high", "medium", "low")
    assert row[SETTING] == "none" or len(words(row[SETTING])) == 1
    assert words(row[TESTS]) <= names_of_tests()
    assert words(row[TESTS])
    assert row[ACCEPT]


def test_what_is_unknown_is_not_sure() -> None:
    assert [row[ASSUMPTION] for row in ROWS if row[SOURCE] == "unknown" and row[SURE] != "low"] == []


def test_what_nobody_knows_can_be_turned() -> None:
    assert [row[ASSUMPTION] for row in ROWS if row[SOURCE] == "unknown" and row[SETTING] == "none"] == []
