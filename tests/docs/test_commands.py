"""Every command of the pages is one that there is, with options that it has."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from connect_numbers.command_line import app
from local_aws.command_line.main import main
from tests.docs.aws_cli import AwsCommand
from tests.docs.pages import PAGES, id_of, page
from tests.docs.shell import programs, programs_of
from tests.readme.document import ROOT
from tests.support.connect_numbers import require_connect_numbers

WITH_COMMANDS = [path for path in PAGES if programs(path)]
CDK_COMMANDS = {"bootstrap", "deploy", "destroy", "synth"}
TERRAFORM_COMMANDS = [["state", "list"], ["state", "show"], ["state", "rm"]]


def require_make(arguments: list[str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {argument for argument in arguments if "=" not in argument}
    assert named <= targets


def require_python(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert arguments[0] == "-m", arguments
    assert importlib.util.find_spec(arguments[1]) is not None
    if arguments[1] == "local_aws":
        with pytest.raises(SystemExit):
            main(["--help"])
        assert arguments[2] in re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.parametrize("document", WITH_COMMANDS, ids=id_of)
def test_they_exist(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for program, *arguments in programs(document):
        match program:
            case "make":
                require_make(arguments)
            case "connect-numbers":
                require_connect_numbers(arguments)
            case "python" | ".venv/bin/python":
                require_python(arguments, capsys)
            case "aws":
                AwsCommand.parse(arguments)
            case "npx":
                assert arguments[0] == "cdk"
                assert arguments[1] in CDK_COMMANDS
            case "terraform":
                assert arguments[:2] in TERRAFORM_COMMANDS
            case _:
                assert program == "jq", f"nothing looks at {program}"


def test_every_command_of_connect_numbers_is_somewhere_in_the_guides() -> None:
    group: Any = typer.main.get_command(app)
    named = {
        words[1]
        for path in PAGES
        if path != page("command_line")
        for words in programs(path)
        if words[0] == "connect-numbers"
    }
    assert named == set(group.commands)


def test_a_command_is_taken_apart() -> None:
    assert programs_of("A=1 npx cdk synth && connect-numbers list --json | jq '.a | .b' > x") == [
        ["npx", "cdk", "synth"],
        ["connect-numbers", "list", "--json"],
        ["jq", ".a | .b"],
    ]


@pytest.mark.parametrize(
    "command",
    ["connect-numbers list --no-such-option", "connect-numbers parked adopt", "connect-numbers list --ledger x"],
)
def test_a_wrong_command_is_noticed(command: str) -> None:
    with pytest.raises(Exception, match=r"(?i)no such option|missing"):
        require_connect_numbers(programs_of(command)[0][1:])


def test_a_wrong_aws_command_is_noticed() -> None:
    with pytest.raises(AssertionError, match="has no --stack"):
        AwsCommand.parse(["cloudformation", "delete-stack", "--stack", "x"])
    with pytest.raises(AssertionError, match="needs"):
        AwsCommand.parse(["connect", "release-phone-number"])
