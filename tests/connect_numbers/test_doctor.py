"""`doctor` says what is wrong, and what mends it."""

from typing import Any

import boto3

from tests.connect_numbers.account import Account
from tests.handler.world import REGION, TABLE


def bootstrap(version: str = "33") -> None:
    boto3.client("ssm", region_name=REGION).put_parameter(
        Name="/cdk-bootstrap/hnb659fds/version", Value=version, Type="String", Overwrite=True
    )


def not_ok(answer: dict[str, Any]) -> dict[str, str]:
    return {each["subject"]: each["state"] for each in answer["findings"] if each["state"] != "OK"}


def offline(monkeypatch: Any, account: Account) -> None:
    """Lambda's URLs of code lead nowhere in process: hand the bytes over."""
    from connect_numbers.doctor import provider_code  # noqa: PLC0415
    from tests.connect_numbers.account import handler_zip  # noqa: PLC0415

    monkeypatch.setattr(provider_code, "_code_of", lambda _, name: handler_zip(is_current="old" not in name))


def test_a_healthy_account_has_nothing_to_mend(account: Account, monkeypatch: Any) -> None:
    offline(monkeypatch, account)
    bootstrap()
    account.deploy_provider()
    account.held(account.world.search, account.stack("sales"))
    answer = account.json("doctor")
    assert not_ok(answer) == {}
    assert {each["subject"] for each in answer["findings"]} >= {
        "credentials",
        "CDK bootstrap",
        "Region",
        "ledger",
        "time-outs",
        "provider",
        "quota of contact-center",
        "numbers",
        "claims",
        "ledger and numbers",
    }
    shown = account.run("doctor", width=100)
    assert shown.stdout.endswith("\n0 problems, 0 warnings.\n")
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_everything_that_can_be_wrong_is_found_with_what_mends_it(account: Account, monkeypatch: Any) -> None:
    world = account.world
    offline(monkeypatch, account)
    account.deploy_provider()
    account.deploy_provider("old-ledger", is_current=False)
    world.dynamodb.create_table(
        TableName="old-ledger",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("PK", "SK")],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
    )
    boto3.client("lambda", region_name=REGION).update_function_configuration(
        FunctionName=f"{TABLE}-is_complete", Timeout=3
    )
    owned = account.held(world.search, account.stack("sales")).data["PhoneNumber"]
    account.held(world.search)  # of a stack that is gone
    world.control.console_claim(world.instance_arn, "+14255550100")
    stuck = world.resource("Stuck")
    world.control.hold("+14255550111")
    # Longer than the call that claims waits: its claim is never seen CLAIMED.
    world.control.configure({"settle_seconds": 10})
    stuck.run(stuck.event("Create", world.exact("+14255550120")), polls=1)
    world.advance(3 * 3600)

    answer = account.json("doctor", exit_code=1)

    wrong = [(each["subject"], each["state"]) for each in answer["findings"] if each["state"] != "OK"]
    assert ("CDK bootstrap", "PROBLEM") in wrong
    assert ("ledger", "WARNING") in wrong
    assert ("time-outs", "PROBLEM") in wrong
    assert ("provider", "WARNING") in wrong
    assert ("claims", "PROBLEM") in wrong
    details = " ".join(each["detail"] for each in answer["findings"] if each["subject"] == "numbers")
    assert "+14255550100: owned by nobody" in details
    assert "of stacks that are gone" in details
    assert owned not in details
    assert all(each["mend"] for each in answer["findings"] if each["state"] != "OK")


def test_a_lost_ledger_and_a_blocked_instance(account: Account, monkeypatch: Any) -> None:
    world = account.world
    offline(monkeypatch, account)
    bootstrap("3")
    account.deploy_provider()
    account.held(world.search, account.stack("sales"))
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


def test_several_ledgers_are_told_apart_by_name(account: Account) -> None:
    account.deploy_provider()
    account.deploy_provider("second")
    result = account.run("quota")
    assert result.exit_code == 4
    assert "There are 2 ledgers in us-east-1: ledger, second. Name one with --ledger" in result.stderr
    assert account.json("quota", "--ledger", TABLE)["ledger"] == TABLE
    assert "There is no DynamoDB table second" in account.run("quota", "--ledger", "second").stderr
