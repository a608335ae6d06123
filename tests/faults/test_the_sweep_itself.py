"""The sweep sees what it is there to see, and its faults are what they are called."""

import logging
import subprocess
import sys

import boto3
import pytest
from botocore.exceptions import ClientError

from connect_phone_numbers.table import Write
from tests.faults.account import Account
from tests.faults.disturbance import Disturbance
from tests.faults.fault import Fault, FaultKind, kinds_for
from tests.faults.function_process import ROOT
from tests.faults.invariants import check
from tests.faults.memory_account import MemoryAccount
from tests.faults.operations import OPERATIONS
from tests.faults.remote_call import DYNAMODB, RemoteCall
from tests.faults.schedule import prepare, run
from tests.faults.service_error import service_error
from tests.faults.sweep import Figures, Sweep
from tests.faults.table import table_of
from tests.handler.lifecycle import FunctionKilled
from tests.handler.world import REGION

CREATE = OPERATIONS[0]
CALL = RemoteCall(DYNAMODB, "UpdateItem", REGION)


def problems_of(account: Account) -> list[str]:
    return check(account, [], {account.bystanders.by_hand})


def test_an_account_as_it_was_made_is_in_order(account: MemoryAccount) -> None:
    assert problems_of(account.account) == []


def test_a_leaked_number_is_seen(account: MemoryAccount) -> None:
    account.account.control.console_claim(account.account.instance_arn)
    assert "it leaked" in str(problems_of(account.account))


def test_a_claim_of_a_dead_resource_is_seen(account: MemoryAccount) -> None:
    deployment = prepare(account.account, CREATE)
    deployment.carry_out()
    deployment.live = None
    assert "the ledger has a claim of a dead resource" in str(problems_of(account.account))


def test_a_number_that_is_not_as_declared_is_seen(account: MemoryAccount) -> None:
    deployment = prepare(account.account, CREATE)
    deployment.carry_out()
    assert deployment.live is not None
    deployment.live.properties = {**deployment.live.properties, "PhoneNumberDescription": "Sales"}
    found = check(account.account, [deployment], {account.account.bystanders.by_hand})
    assert "'description': 'Support'" in str(found)


def test_a_touched_number_of_others_is_seen(account: MemoryAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    deployment = prepare(account.account, CREATE)
    carry_out = deployment.carry_out

    def and_touch() -> None:
        carry_out()
        account.account.numbers_held()[account.account.bystanders.by_hand].tags["ours"] = "now"

    monkeypatch.setattr(deployment, "carry_out", and_touch)
    assert "a number of others was touched" in str(run(account.account, deployment, []).problems)


def test_an_operation_over_the_quota_is_seen(account: MemoryAccount) -> None:
    account.account.control.set_quota(account.account.instance_arn, 1)
    assert "with a quota of 1" in str(problems_of(account.account))


def test_a_schedule_is_the_same_each_time(account: MemoryAccount) -> None:
    sweep = Sweep(account, CREATE)
    faults = [Fault(5, FaultKind.THROTTLED), Fault(20, FaultKind.KILLED_AFTER)]
    assert sweep.schedule(*faults).looks == sweep.schedule(*faults).looks


def test_a_fault_lasts_as_long_as_it_is_called(account: MemoryAccount) -> None:
    now = [0.0]
    disturbance = Disturbance(lambda: now[0])
    disturbance.start([Fault(0, FaultKind.THROTTLED)])
    for now[0] in (0.0, 179.0):
        with pytest.raises(ClientError, match="ThrottlingException"):
            disturbance.before(CALL)
        assert disturbance.before(RemoteCall(DYNAMODB, "GetItem", REGION)) == 1
    now[0] = 180.0
    assert disturbance.before(CALL) == 1


def test_a_dead_process_sends_nothing_until_the_next_one(account: MemoryAccount) -> None:
    disturbance = Disturbance(lambda: 0.0)
    disturbance.start([Fault(0, FaultKind.KILLED_BEFORE)])
    for _ in range(2):
        with pytest.raises(FunctionKilled):
            disturbance.before(CALL)
    disturbance.new_invocation()
    assert disturbance.before(CALL) == 1


@pytest.mark.parametrize("operation", ["GetItem", "UpdateItem", "TransactWriteItems"])
def test_the_errors_are_ones_that_dynamodb_has(account: MemoryAccount, operation: str) -> None:
    call = RemoteCall(DYNAMODB, operation, REGION)
    model = boto3.client("dynamodb", region_name=REGION).meta.service_model.operation_model(operation)
    known = {shape.name for shape in model.error_shapes} | {
        # Common to all operations, and so in no operation's model.
        "ThrottlingException",
        "AccessDeniedException",
        "TransactionConflictException",
    }
    for kind in kinds_for(call):
        if kind not in (FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER, FaultKind.ANSWER_LOST, FaultKind.SENT_TWICE):
            assert service_error(call, kind).response["Error"]["Code"] in known


def test_what_a_write_sent_twice_answers_is_the_second_answer(account: MemoryAccount) -> None:
    account.account.disturbance.start([Fault(0, FaultKind.SENT_TWICE)])
    key = {"PK": "A", "SK": "1"}
    once = Write("Update", key, expression="SET A = :one", condition="attribute_not_exists(PK)", values={":one": 1})
    assert account.table.update(once) is None
    assert account.table.get(key)["A"] == 1


def test_a_wait_that_outlasts_the_waiter_is_explained_in_the_log(
    account: MemoryAccount, caplog: pytest.LogCaptureFixture
) -> None:
    sweep = Sweep(account, CREATE)
    index = [call.operation for call in sweep.undisturbed.calls].index("DescribePhoneNumber")
    with caplog.at_level(logging.INFO):
        outcome = sweep.schedule(Fault(index, FaultKind.UNAVAILABLE_LONG))
    assert outcome.failed[0] == "Operation timed out"
    reasons = [str(getattr(record, "why", "")) for record in caplog.records]
    assert any(reason.startswith("DescribePhoneNumber (") for reason in reasons)
    assert outcome.problems == []


def test_the_table_adds_up() -> None:
    one = Figures("one", calls=2, problems=["x"])
    one.singles[FaultKind.CONFLICT] = 1_000
    one.pairs[FaultKind.CONFLICT] = 5
    other = Figures("other", calls=3)
    other.singles[FaultKind.CONFLICT] = 2
    lines = table_of([one, other]).splitlines()
    cells = [cell.strip() for cell in lines[-1].strip("|").split("|")]
    assert cells[:2] == ["all", "5"]
    assert cells[-3:] == ["5", "1,007", "1"]
    assert "1,002" in cells


def test_the_command_prints_the_table() -> None:
    asked = [sys.executable, "-m", "tests.faults", "--every", "50", "--pairs", "0", "--processes", "1", "update tags"]
    printed = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line.split(" | ")[0] for line in printed] == ["| Operation", "| ---", "| update tags", "| all"]
