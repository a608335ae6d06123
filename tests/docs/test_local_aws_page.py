"""The project of "Getting started" with the tests of "Local AWS": pytest runs it as a user's repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.conftest import environment, write
from tests.docs.pages import ROOT, titled
from tests.support.local_aws import LocalAws

TESTS = ("tests/test_spare_numbers.py", "tests/test_support_line.py")


def run(*arguments: str, cwd: Path) -> None:
    completed = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment(), check=False, capture_output=True, text=True
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr


@pytest.fixture
def repository(project: Path) -> Path:
    """The folder of a user who copied the page's files."""
    files = {name: titled("local_aws", name) for name in TESTS}
    files |= {name: titled("getting_started", name) for name in ("app.py", "cdk.json")}
    write(project, {**files, "cdk.json": files["cdk.json"].replace('"python ', f'"{sys.executable} ')})
    return project


def test_the_tests_pass(local_aws: LocalAws, repository: Path) -> None:
    run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=repository)
    assert local_aws.running.answers(), "the fixture ends only what it has started"


def test_the_tests_are_typed(repository: Path) -> None:
    # Strict, as the repository's own; and with what that has read already of the packages that they import.
    ours = ("--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache"))
    run("-m", "mypy", *ours, *TESTS, cwd=repository)


def test_control(local_aws: LocalAws, project: Path) -> None:
    instance_arn, _ = local_aws.new_instance()
    script = titled("local_aws", "control.py").replace("running.instance_arn", repr(instance_arn))
    before = local_aws.connect.now()
    write(project, {"control.py": script})
    run("control.py", cwd=project)
    assert local_aws.connect.now() - before > 181 * 24 * 3600
    assert local_aws.connect.quota(instance_arn)["held"] == 0
