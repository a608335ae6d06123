"""`reconcile` lets the provider's function go on until it is complete, and says what it reports."""

import io
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from connect_numbers.aws.aws import Aws
from connect_numbers.output.console import stdout
from connect_numbers.problem import Problem
from connect_numbers.reconcile import invoke
from connect_numbers.reconcile.invoke import reconcile
from connect_numbers.reconcile.report import changes_in, show_report
from tests.connect_numbers.account import Account
from tests.simulation.logical_resource import SERVICE_TOKEN

REPORT: dict[str, Any] = {
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
        self.requests: list[dict[str, Any]] = []

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        self.requests.append(json.loads(Payload)["Reconcile"])
        answer = self.answers.pop(0)
        failed = {"FunctionError": "Unhandled"} if "errorMessage" in answer else {}
        return {"Payload": io.BytesIO(json.dumps(answer).encode()), **failed}

    @property
    def aws(self) -> Aws:
        return cast(Aws, SimpleNamespace(invoking_lambda=lambda: self))


def test_it_goes_on_until_it_is_complete_and_adds_up_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(invoke, "time", SimpleNamespace(sleep=slept.append))
    first = {"PhoneNumber": "+12065550199"}
    unfinished = {"Complete": False, "Cursor": 42, "Seconds": 7, "Why": "throttled", "ClaimsAdded": [first]}
    function = Function(unfinished, REPORT)
    report = reconcile(function.aws, "function", dry_run=True)
    assert report == {**REPORT, "ClaimsAdded": [first, *REPORT["ClaimsAdded"]]}
    assert function.requests == [{"DryRun": True}, {"DryRun": True, "Cursor": 42}]
    assert slept == [7]


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


def test_the_function_is_found_by_what_the_stacks_name(account: Account) -> None:
    world = account.world
    number = account.held(world.search)
    account.stacks.by_name["other"] = account.stacks.new("other")
    account.stacks.by_name["other"].stack.status = "CREATE_COMPLETE"
    world.lose_ledger()
    dry = account.json("reconcile", "--dry-run")
    assert [each["PhoneNumber"] for each in dry["report"]["ClaimsAdded"]] == [number]
    assert (dry["function"], world.live_claims()) == ("phone-numbers", [])
    assert account.run("reconcile").exit_code == 2  # nobody to ask
    shown = account.run("reconcile", "--yes").stdout
    assert "1 change written." in shown
    assert [claim["phone_number"] for claim in world.live_claims()] == [number]
    assert "The ledger has all there is to know." in account.run("reconcile").stdout


@pytest.mark.parametrize("name", ["phone-numbers", SERVICE_TOKEN])
def test_a_function_that_is_named_is_not_looked_for(account: Account, name: str) -> None:
    account.world.invoke({"MakeLedger": {}})
    assert account.json("reconcile", "--dry-run", "--function", name)["function"] == "phone-numbers"


def test_without_a_function_there_is_nothing_to_call(account: Account) -> None:
    for arguments, words in (
        ([], "No stack in us-east-1 has a phone number whose provider works on the ledger ConnectPhoneNumberLedger."),
        (["--function", "another"], "There is no function another in us-east-1"),
        (
            ["--function", "phone-numbers", "--ledger", "second"],
            "works on the ledger ConnectPhoneNumberLedger",
        ),
    ):
        result = account.run("reconcile", "--dry-run", *arguments)
        assert (result.exit_code, words in result.stderr) == (4, True), result.stderr
