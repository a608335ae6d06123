"""`doctor` says what is wrong, and what mends it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from connect_numbers.doctor import provider_code
from connect_numbers.doctor.ledger_table import check_ledger_table
from connect_numbers.doctor.provider_code import files_in
from connect_numbers.handler_path import handler_folder
from connect_phone_numbers.ledger.table_creation import LedgerMaker
from tests.connect_numbers.account import Account
from tests.connect_numbers.deployed_stacks import template
from tests.connect_numbers.simulated_aws import FunctionClient, ParameterClient
from tests.recovery.reconcile import put

OTHERS = "+14255550100"


def not_ok(answer: dict[str, Any]) -> dict[str, str]:
    return {each["subject"]: each["state"] for each in answer["findings"] if each["state"] != "OK"}


def details(answer: dict[str, Any], subject: str) -> str:
    return " ".join(each["detail"] for each in answer["findings"] if each["subject"] == subject)


@pytest.fixture(autouse=True)
def deployed_code(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The code of the deployed functions: that which is installed, unless a test changes it."""
    files = files_in(Path(handler_folder()))
    monkeypatch.setattr(provider_code, "_code_of", lambda aws, name: b"")
    monkeypatch.setattr(provider_code, "deployed_files", lambda archive: files)
    return files


def test_a_healthy_account_has_nothing_to_mend(account: Account) -> None:
    account.held(account.world.search)
    account.parked(PhoneNumberPrefixes=["+1312"])
    answer = account.json("doctor")
    assert not_ok(answer) == {}
    assert {each["subject"] for each in answer["findings"]} == {
        "credentials",
        "CDK bootstrap",
        "Region",
        "ledger",
        "time-outs",
        "provider",
        "quota of contact-center",
        "numbers",
        "operations",
        "ledger and numbers",
    }
    # What is not known is no problem, and said.
    assert "what was before is not known" in details(answer, "quota of contact-center")
    shown = account.run("doctor", width=100)
    assert shown.stdout.endswith("\n0 problems, 0 warnings.\n")
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_an_account_without_anything(account: Account) -> None:
    account.world.lose_table()
    answer = account.json("doctor")
    assert not_ok(answer) == {"ledger": "WARNING", "provider": "WARNING"}
    assert "there is none yet" in details(answer, "ledger")


def test_everything_that_can_be_wrong_is_found_with_what_mends_it(
    account: Account, monkeypatch: pytest.MonkeyPatch, deployed_code: dict[str, bytes]
) -> None:
    world = account.world
    monkeypatch.setattr(ParameterClient, "version", "")
    monkeypatch.setattr(FunctionClient, "timeout", 3)
    deployed_code["connect_phone_numbers/of_another_version.py"] = b""
    owned = account.held(world.search)
    account.held({**world.search, "TakeParked": "false"}, "gone")
    account.stacks.by_name["gone"].stack.status = "DELETE_COMPLETE"
    world.control.console_claim(world.instance_arn, OTHERS)
    world.advance(10)
    world.table.has_backups = False

    answer = account.json("doctor", exit_code=1)

    assert not_ok(answer) == {
        "CDK bootstrap": "PROBLEM",
        "ledger": "WARNING",
        "time-outs": "PROBLEM",
        "provider": "WARNING",
        "numbers": "WARNING",
    }
    assert f"{OTHERS}: owned by nobody" in details(answer, "numbers")
    assert "of stacks that are gone" in details(answer, "numbers")
    assert owned not in details(answer, "numbers")
    assert "has no point-in-time recovery" in details(answer, "ledger")
    assert all(each["mend"] for each in answer["findings"] if each["state"] != "OK")


def test_a_lost_ledger_and_a_blocked_instance(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    world = account.world
    monkeypatch.setattr(ParameterClient, "version", "3")
    account.held(world.search)
    account.parked(PhoneNumberPrefixes=["+1312"])
    world.lose_ledger()
    world.control.set_quota(world.instance_arn, 1)
    answer = account.json("doctor", exit_code=1)
    assert not_ok(answer) == {
        "CDK bootstrap": "PROBLEM",
        "quota of contact-center": "PROBLEM",
        "ledger and numbers": "WARNING",
    }
    mends = {each["mend"] for each in answer["findings"]}
    assert "npx cdk bootstrap aws://123456789012/us-east-1" in mends
    assert "connect-numbers reconcile" in mends


def test_a_healthy_number_of_another_ledger_is_not_missing_in_this_one(account: Account) -> None:
    """To reconcile would write it into the wrong one."""
    world = account.world
    number = account.held(world.search)
    world.provider.settings = replace(world.provider.settings, ledger_table_name="our-own")
    # The other ledger, as the double has only one table, is empty: the number is known by its stack's provider alone.
    world.lose_ledger()
    answer = account.json("doctor")
    assert number not in details(answer, "ledger and numbers")
    assert not_ok(answer) == {"ledgers": "WARNING"}
    assert "our-own beside ConnectPhoneNumberLedger" in details(answer, "ledgers")
    assert number in details(account.json("doctor", "--ledger", "our-own"), "ledger and numbers")


def test_operations_that_nobody_works_on(account: Account) -> None:
    world = account.world
    account.held(world.search)
    [record] = [item for item in world.ledger() if item["PK"].startswith("RESOURCE#")]
    locked = {"LockHolder": "somebody", "LockedUntil": int(world.now()) + 10**6}
    put(world, {**record, **locked, "ResponseURL": "https://secret", "BeganAt": int(world.now()) - 2 * 3600})
    answer = account.json("doctor", exit_code=1)
    assert not_ok(answer) == {"operations": "PROBLEM", "locks": "PROBLEM"}
    assert "and nobody works on it" in details(answer, "operations")
    assert "secret" not in str(answer)


def test_an_operation_under_way_is_none_of_them(account: Account) -> None:
    world = account.world
    world.control.configure({"settle_seconds": 300})
    resource = world.resource()
    resource.send(resource.create_event(world.search))
    world.advance(30)
    assert "1 under way" in details(account.json("doctor"), "operations")


def test_what_an_operation_left_behind_and_a_release_that_was_cut_off(account: Account) -> None:
    world = account.world
    missing = f"{world.instance_arn}/contact-flow/00000000-0000-4000-8000-000000000000"
    deployed = account.stacks.by_name.setdefault("sales", account.stacks.new("sales"))
    failing = template(Number={**world.search, "ContactFlowArns": [missing]})
    assert not world.run(deployed.stack.deploy(account.stacks.declared(failing), rolls_back=False))
    deployed.template = failing
    world.settle()
    left = world.held()[0]
    parked = account.parked(TakeParked="false")
    world.control.inject_fault("ReleasePhoneNumber", "internal_error", count=100)
    assert account.run("parked", "release", parked, "--yes").exit_code == 3
    world.control.clear_faults()
    world.advance(2 * 3600)
    answer = account.json("doctor", exit_code=1)
    assert left in details(answer, "operations")
    assert parked in details(answer, "parked numbers")
    mends = {each["subject"]: each["mend"] for each in answer["findings"]}
    assert mends["parked numbers"] == f"connect-numbers parked release {parked}"


def test_the_ledger_that_the_function_makes_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "123456789012")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        aws: Any = type("Aws", (), {"region": "us-east-1", "dynamodb": lambda _: client})()
        [missing] = check_ledger_table(aws, "ledger")
        assert missing.state == "WARNING"
        maker = LedgerMaker(client, "ledger")
        while not maker.make():
            pass
        [complete] = check_ledger_table(aws, "ledger")
        assert complete.state == "OK", complete.detail


def test_the_deployed_code_is_compared_file_by_file() -> None:
    installed = files_in(Path(handler_folder()))
    assert "connect_phone_numbers/handler.py" in installed
    assert provider_code.code_finding("function", installed, installed).state == "OK"
    changed = {**installed, "connect_phone_numbers/handler.py": b""}
    assert "1 files differ" in provider_code.code_finding("function", installed, changed).detail
