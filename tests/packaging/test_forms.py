"""The workflows and forms of GitHub, held to its schemas: nothing else tells of a mistake before it is too late."""

from __future__ import annotations

import sys

import pytest

from .run import CHECKOUT, run

FORMS = {
    ".github/workflows/tests.yml": "github-workflows",
    ".github/workflows/publish.yml": "github-workflows",
    ".github/workflows/docs.yml": "github-workflows",
    ".github/ISSUE_TEMPLATE/problem.yml": "github-issue-forms",
    ".github/ISSUE_TEMPLATE/idea.yml": "github-issue-forms",
    ".github/ISSUE_TEMPLATE/config.yml": "github-issue-config",
    ".github/dependabot.yml": "dependabot",
}


def test_all_are_checked() -> None:
    found = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / ".github").rglob("*.yml")}
    assert found == set(FORMS)


@pytest.mark.parametrize(("form", "schema"), FORMS.items())
def test_it_is_valid(form: str, schema: str) -> None:
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", CHECKOUT / form)
