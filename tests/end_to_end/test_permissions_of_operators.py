"""What each command of `connect-numbers` calls is what docs/permissions.md says that it needs."""

import os
import re
from collections.abc import Iterator
from typing import Any
from unittest import mock

import boto3
import pytest
from typer.testing import CliRunner

from connect_numbers.command_line import app
from constructs_lib.private.iam_actions import LEDGER_ACTIONS
from tests.docs.document import rows
from tests.docs.pages import page
from tests.end_to_end.deployment import Deployment

ACTION = re.compile(r"`([a-z]+:[A-Z]\w+)`")
COMMAND = re.compile(r"`([a-z]+(?: [a-z]+)?)`")
NAMES = {"lambda:Invoke": "lambda:InvokeFunction"}
OF_ITEMS = {"dynamodb:TransactWriteItems", "dynamodb:TransactGetItems"}
"""IAM knows these by what they do to items."""


def documented() -> dict[str, set[str]]:
    """The actions by command, those of other commands that a row names included."""
    table = {
        command: (set(ACTION.findall(actions)), set(COMMAND.findall(actions)), "what the function may do" in actions)
        for commands, actions in rows(page("permissions"))
        for command in (COMMAND.findall(commands) or [commands.strip()])
    }

    def of(command: str) -> set[str]:
        own, others, writes = table[command]
        inherited = {action for other in others if other in table for action in of(other)}
        return {*own, *inherited, *(LEDGER_ACTIONS if writes else ())}

    return {command: of(command) | table["all"][0] for command in table}


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The actions that are called in this process from now on."""
    actions: set[str] = set()

    class RecordingSession(boto3.Session):
        def __init__(self, **arguments: Any) -> None:
            super().__init__(**arguments)
            self.events.register("before-call", self._note)

        def _note(self, model: Any, **_: object) -> None:
            prefix = model.service_model.signing_name
            actions.add(NAMES.get(f"{prefix}:{model.name}", f"{prefix}:{model.name}"))

    monkeypatch.setattr(boto3, "Session", RecordingSession)
    with mock.patch.dict(os.environ):
        yield actions


def test_each_command_calls_what_the_page_says(deployment: Deployment, called: set[str]) -> None:
    kept, parked = "+12065550191", "+12065550192"
    numbers = {
        "Support": deployment.exact(kept, contact_flow=deployment.contact_flow_arn),
        "Preview": deployment.exact(parked, release_policy="PARK", take_parked=False),
    }
    deployment.deploy(numbers)
    needed = documented()
    assembly = str(deployment.folder / "cdk.out")
    seen: dict[str, set[str]] = {}

    def run(command: str, *arguments: str) -> None:
        called.clear()
        result = CliRunner().invoke(app, [*command.split(), *arguments, "--local", "--json"])
        assert result.exit_code in (0, 1, 5, 6), f"{command}: {result.stderr}"
        seen[command] = called - OF_ITEMS
        assert seen[command] <= needed[command], f"{command} calls more than the page says"

    run("search", "--target", deployment.instance_arn, "--pages", "1")
    run("list", "--instance", deployment.instance_arn)
    run("import", "--instance", deployment.instance_arn)
    run("quota", "--instance", deployment.instance_arn)
    run("plan", assembly)
    run("drift")
    run("doctor")
    run("reconcile", "--dry-run")
    deployment.destroy()
    run("parked list")
    run("parked take", parked)
    run("parked release", parked, "--yes")
    assert "connect:ReleasePhoneNumber" in seen["parked release"]
    assert "servicequotas:GetServiceQuota" in seen["quota"]
    assert {"dynamodb:Scan", "connect:DescribePhoneNumber", "connect:BatchGetFlowAssociation"} <= seen["drift"]
