"""Commands of the pages that change nothing, run on the local AWS; and what they need to be allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest
from botocore.client import BaseClient
from typer.testing import CliRunner

from connect_numbers.command_line import app
from connect_phone_numbers.aws.services import DEFAULT_LEDGER_TABLE_NAME
from connect_phone_numbers.ledger.table_creation import LedgerMaker
from local_aws.seed import INSTANCE_ALIAS
from tests.docs.aws_cli import AwsCommand
from tests.docs.pages import PAGES, page
from tests.docs.shell import programs
from tests.support.local_aws import LocalAws

READING = {"search", "list", "quota", "doctor", "import"}
ON_ITS_OWN = {"--output", "--instance", "--pages"}
"""Options that write a file, name an instance that isn't there, or take a minute of requests."""
_PREFIXES = {"service-quotas": "servicequotas"}


def connect_numbers_commands() -> list[list[str]]:
    words = [each[1:] for path in PAGES for each in programs(path) if each[0] == "connect-numbers"]
    chosen = [each for each in words if each[0] in READING and not ON_ITS_OWN & set(each)]
    return [list(each) for each in sorted({tuple(each) for each in chosen})]


@pytest.fixture
def calls(local_aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The IAM actions of the calls that this process makes of the local AWS."""
    for name, value in local_aws.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    LedgerMaker(local_aws.client("dynamodb"), DEFAULT_LEDGER_TABLE_NAME).make()
    made: list[str] = []
    client: Any = BaseClient
    call = client._make_api_call

    def record(self: Any, operation_name: str, api_params: Any) -> Any:
        service = self.meta.service_model.service_name
        made.append(f"{_PREFIXES.get(service, service)}:{operation_name}")
        return call(self, operation_name, api_params)

    monkeypatch.setattr(BaseClient, "_make_api_call", record)
    yield made


def documented(command: str) -> set[str]:
    """The actions that the page has for a command, those that it refers to included."""
    rows = re.findall(
        r"^\| (.*?) \| (.*) \|$", page("permissions").read_text().split("## connect-numbers")[1], re.MULTILINE
    )
    actions: set[str] = set()
    for names, cell in rows:
        if names == "all" or f"`{command}`" in names:
            actions |= set(re.findall(r"`(\w+:\w+)`", cell))
            if names != "all" and "those of" in cell:
                referred = re.findall(r"`(\w+)`", cell.partition("those of")[2].partition("on")[0])
                actions |= {action for other in referred if ":" not in other for action in documented(other)}
    return actions


@pytest.mark.parametrize("words", connect_numbers_commands(), ids=" ".join)
def test_connect_numbers(words: list[str], calls: list[str]) -> None:
    arguments = [word for word in words if word != "--local"]
    if words[0] == "search":
        arguments += ["--target", INSTANCE_ALIAS]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in (0, 1), result.output
    assert result.exit_code == 0 or words[0] in ("doctor", "import", "search"), result.output
    assert set(calls) <= documented(words[0]), "docs/permissions.md lists the actions of each command"


def test_every_documented_action_is_one_of_the_service() -> None:
    text = page("permissions").read_text().split("## connect-numbers")[1]
    session = botocore.session.get_session()
    services = {"servicequotas": "service-quotas"}
    unknown = []
    for service, action in set(re.findall(r"`(\w+):(\w+)`", text)):
        operation = {"InvokeFunction": "Invoke"}.get(action, action)
        if operation not in session.get_service_model(services.get(service, service)).operation_names:
            unknown.append(f"{service}:{action}")
    assert unknown == []


@pytest.mark.parametrize("name", ["runbook", "moving_from_cfn_phone_number", "local_aws"])
def test_aws_commands_that_read_are_answered(name: str, local_aws: LocalAws) -> None:
    """Names and ids in them are examples: what matters is that the call is understood."""
    answered = []
    for program, *arguments in programs(page(name)):
        if program != "aws":
            continue
        command = AwsCommand.parse(arguments)
        if command.method.startswith(("list_phone", "lookup_")):
            parameters = {**command.parameters}
            if "TargetArn" in parameters:
                parameters["TargetArn"] = local_aws.instance_arn
            answer = getattr(local_aws.client(command.service), command.method)(**parameters)
            assert command.query is None or isinstance(command.query.search(answer), list)
            answered.append(command.method)
    assert answered or name == "moving_from_cfn_phone_number"
