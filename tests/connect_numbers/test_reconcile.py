"""`reconcile` lets the provider's function go on until it is complete, and says what it reports."""

import io
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from connect_numbers.aws.aws import Aws
from connect_numbers.output.console import stdout
from connect_numbers.problem import Problem
from connect_numbers.reconcile.invoke import reconcile
from connect_numbers.reconcile.report import changes_in, show_report
from tests.connect_numbers.account import Account

REPORT = {
    "Complete": True,
    "DryRun": True,
    "NumbersHeld": 3,
    "Owned": [{"PhoneNumber": "+12065550100"}],
    "Parked": [{"PhoneNumber": "+12065550102"}],
    "OwnedByNobody": [{"PhoneNumber": "+12065550103"}],
    "ClaimsAdded": [{"PhoneNumber": "+12065550100", "LogicalResourceId": "Support"}],
    "ParkedAdded": [],
    "ParkedRemoved": [],
    "OperationsAdded": [{"Kind": "RELEASE", "PhoneNumber": "+12065550104", "At": 1_800_000_000}],
    "OperationsCorrected": [],
    "Skipped": ["+12065550105 is IN_PROGRESS: run again."],
    "Disagreements": [],
}


class Function:
    """Lambda's client, at the edge: it answers what it was given, and keeps what it was asked."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = list(answers)
        self.events: list[dict[str, Any]] = []

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        self.events.append(json.loads(Payload))
        answer = self.answers.pop(0)
        failed = {"FunctionError": "Unhandled"} if "errorMessage" in answer else {}
        return {"Payload": io.BytesIO(json.dumps(answer).encode()), **failed}

    @property
    def aws(self) -> Aws:
        return cast(Aws, SimpleNamespace(invoking_lambda=lambda: self))


def test_it_goes_on_where_the_time_was_up() -> None:
    function = Function({"Complete": False, "Cursor": 42, "Why": "throttled"}, REPORT)
    assert reconcile(function.aws, "function", dry_run=True) == REPORT
    assert function.events == [{"DryRun": True}, {"DryRun": True, "Cursor": 42}]


def test_its_failure_is_told() -> None:
    function = Function({"errorMessage": "The ledger was written by a newer version."})
    with pytest.raises(Problem, match="newer version") as failed:
        reconcile(function.aws, "function", dry_run=False)
    assert failed.value.exit_code == 3


def test_the_report_is_shown() -> None:
    console = stdout()
    with console.capture() as captured:
        show_report(console, REPORT)
    assert [line.rstrip() for line in captured.get().splitlines()] == [
        "3 numbers held: 1 owned, 1 parked, 1 owned by nobody.",
        "  ledger   +12065550100 (Support): recorded as owned again",
        "  ledger   release of +12065550104 on 2027-01-15: added to the 180-day history",
        "  skipped  +12065550105 is IN_PROGRESS: run again.",
    ]
    assert changes_in(REPORT) == 2


def test_without_the_function_there_is_nothing_to_call(account: Account) -> None:
    account.deploy_provider()
    result = account.run("reconcile", "--dry-run")
    assert result.exit_code == 4
    assert "No function in us-east-1 rebuilds a ledger." in result.stderr
