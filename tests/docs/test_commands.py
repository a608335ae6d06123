"""Every command of the pages is one that there is, with options that it has."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from connect_numbers.command_line import app
from constructs_lib import __version__
from local_aws.command_line.main import main
from local_aws.network import DEFAULT_PORT
from tests.docs.aws_cli import AwsCommand
from tests.docs.pages import PAGES, README, ROOT, id_of, page
from tests.docs.shell import programs, programs_of
from tests.support.connect_numbers import require_connect_numbers

WITH_COMMANDS = [path for path in PAGES if programs(path)]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CDK_COMMANDS = {"bootstrap", "deploy", "destroy", "synth"}
TERRAFORM_COMMANDS = [["state", "list"], ["state", "show"], ["state", "rm"]]
PIP_ARGUMENTS = {"-r", "requirements-dev.txt", "-e", ".[cli,local]"}
WHEEL = re.compile(r".*/cdk_connect_phone_numbers-(.*)-py3-none-any\.whl(?:\[(.*)\])?")


def require_make(arguments: list[str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {argument for argument in arguments if "=" not in argument} <= targets


def require_python(arguments: list[str]) -> None:
    assert arguments[0] == "-m", arguments
    assert importlib.util.find_spec(arguments[1]) is not None
    if arguments[1] == "local_aws":
        assert arguments[2] in local_aws_commands()


def local_aws_commands() -> set[str]:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit):
        printed: list[str] = []
        patch.setattr("sys.stdout.write", printed.append)
        main(["--help"])
    return set(re.findall(r"^    (\w+) ", "".join(printed), re.MULTILINE))


def require_pip(arguments: list[str]) -> None:
    assert arguments[0] == "install"
    for argument in arguments[1:]:
        if wheel := WHEEL.fullmatch(argument):
            assert wheel[1] == __version__
            assert set((wheel[2] or "cli").split(",")) <= set(PROJECT["optional-dependencies"])
        else:
            assert argument in PIP_ARGUMENTS, "the library's name is free on PyPI"


def require_npx(arguments: list[str]) -> None:
    assert arguments[0] == "cdk"
    assert arguments[1] in CDK_COMMANDS


def require_terraform(arguments: list[str]) -> None:
    assert arguments[:2] in TERRAFORM_COMMANDS


def nothing_to_look_at(_: list[str]) -> None:
    """Programs of others, and what they do is not ours to know."""


CHECKS: dict[str, Callable[[list[str]], object]] = {
    "make": require_make,
    "connect-numbers": require_connect_numbers,
    "python": require_python,
    "python3": require_python,
    ".venv/bin/python": require_python,
    "aws": AwsCommand.parse,
    "npx": require_npx,
    "pip": require_pip,
    "terraform": require_terraform,
    ".": nothing_to_look_at,
    "jq": nothing_to_look_at,
    "npm": nothing_to_look_at,
    "pytest": nothing_to_look_at,
}


@pytest.mark.parametrize("document", WITH_COMMANDS, ids=id_of)
def test_they_exist(document: Path) -> None:
    for program, *arguments in programs(document):
        CHECKS[program](arguments)


def test_every_command_of_connect_numbers_is_somewhere_in_the_guides() -> None:
    group: Any = typer.main.get_command(app)
    guides = [path for path in PAGES if path != page("command_line")]
    named = {words[1] for path in guides for words in programs(path) if words[0] == "connect-numbers"}
    assert named == set(group.commands)


def test_the_context_values_of_the_app_are_documented() -> None:
    text = page("getting_started").read_text()
    context_values = set(re.findall(r'try_get_context\("(\w+)"\)', (ROOT / "app.py").read_text()))
    assert set(re.findall(r"-c (\w+)=", text)) == context_values


def test_the_readme_is_right_about_ports_and_python() -> None:
    text = README.read_text()
    assert f"port {DEFAULT_PORT} or {DEFAULT_PORT + 1} taken" in text
    assert (PROJECT["requires-python"], "Python 3.11 or newer" in text) == (">=3.11", True)


def test_a_command_is_taken_apart() -> None:
    assert programs_of("A=1 npx cdk synth && connect-numbers list --json | jq '.a | .b' > x") == [
        ["npx", "cdk", "synth"],
        ["connect-numbers", "list", "--json"],
        ["jq", ".a | .b"],
    ]


@pytest.mark.parametrize(
    "command",
    ["connect-numbers list --no-such-option", "connect-numbers parked take", "connect-numbers list --ledger x"],
)
def test_a_wrong_command_is_noticed(command: str) -> None:
    with pytest.raises(Exception, match=r"(?i)no such option|missing"):
        require_connect_numbers(programs_of(command)[0][1:])


def test_a_wrong_aws_command_is_noticed() -> None:
    with pytest.raises(AssertionError, match="has no --stack"):
        AwsCommand.parse(["cloudformation", "delete-stack", "--stack", "x"])
    with pytest.raises(AssertionError, match="needs"):
        AwsCommand.parse(["connect", "release-phone-number"])
