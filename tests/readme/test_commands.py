"""The README's commands, compared with what there is."""

from __future__ import annotations

import json
import re
import shlex
import tomllib

import pytest

from local_aws.command_line.main import main
from local_aws.network import DEFAULT_PORT
from tests.readme.document import README, ROOT, commands
from tests.support.connect_numbers import require_connect_numbers

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CONTEXT_VALUES = set(re.findall(r'try_get_context\("(\w+)"\)', (ROOT / "app.py").read_text()))
ENVIRONMENT = ["python3 -m venv .venv", ". .venv/bin/activate"]


def of(*program: str) -> list[list[str]]:
    """The words behind a program, for each of the README's commands that starts with it."""
    words = [shlex.split(command) for command in commands()]
    return [command[len(program) :] for command in words if command[: len(program)] == list(program)]


def test_every_command_is_looked_at_by_a_test_below() -> None:
    known = (*ENVIRONMENT, "make ", "pip install ", "npm ci", "npx cdk ", "python -m local_aws ", "connect-numbers ")
    assert [command for command in commands() if not command.startswith(known)] == []


def test_make_has_the_targets() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {arguments[0] for arguments in of("make")}
    assert {"deploy-local", "destroy-local", "test", "deploy"} <= named <= targets


def test_the_app_reads_the_context_values() -> None:
    given = re.findall(r"-c (\w+)=", README.read_text())
    assert {"instance_arn", "phone_number", "contact_flow_arn"} == set(given) == CONTEXT_VALUES


def test_pip_installs_what_there_is() -> None:
    requirements, [*_, own] = of("pip", "install")
    assert requirements == ["-r", "requirements.txt"]
    assert (ROOT / "requirements.txt").is_file()
    name, extras = re.fullmatch(r"(.*)\[(.*)\]", own).groups()  # type: ignore[union-attr]
    assert name == PROJECT["name"]
    assert set(extras.split(",")) == set(PROJECT["optional-dependencies"])


def test_npm_ci_installs_the_cli_that_npx_runs() -> None:
    assert of("npm") == [["ci"]]
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert "cdk" in lock["packages"]["node_modules/aws-cdk"]["bin"]


@pytest.mark.parametrize("arguments", of("connect-numbers"), ids=" ".join)
def test_the_command_line_has_the_commands(arguments: list[str]) -> None:
    require_connect_numbers(arguments)


def test_the_local_aws_has_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    described = set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE))
    named = {arguments[0] for arguments in of("local_aws")} | {a[0] for a in of("python", "-m", "local_aws")}
    assert {"cdk", "numbers", "journal", "down"} <= named <= described
    assert set(re.findall(r"`python -m local_aws (\w+)`", README.read_text())) <= described


def test_the_ports_and_the_python_are_the_ones_used() -> None:
    text = README.read_text()
    assert f"port {DEFAULT_PORT} or {DEFAULT_PORT + 1} taken" in text
    assert PROJECT["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in text
