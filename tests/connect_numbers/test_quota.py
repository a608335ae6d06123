"""`quota` shows by what a deployment would decide, and what is not known."""

import pytest

from connect_numbers.quota.chart import WINDOW_DAYS
from connect_phone_numbers.quota.account_numbers import FRESH_SECONDS
from local_aws.connect.models.quota import WINDOW_SECONDS
from tests.connect_numbers.account import Account

DAY = 24 * 3600
OTHERS = "+14255550100"


def test_the_figures_are_those_that_the_function_decides_by(account: Account) -> None:
    world = account.world
    for _ in range(2):
        account.cycle()
        world.advance(30 * DAY)
    account.held(world.search)
    parked = account.parked(PhoneNumberPrefixes=["+1312"])

    answer = account.json("quota")

    assert answer["ledger"] == "ConnectPhoneNumberLedger"
    [quota] = answer["instances"]
    assert (quota["quota"], quota["budget"], quota["quota_source"]) == (5, 10, "ACCOUNT")
    assert (quota["numbers_held"], quota["numbers_parked"], quota["operations_used"]) == (2, 1, 6)
    assert [each["kind"] for each in quota["operations"]] == ["CLAIM", "RELEASE", "CLAIM", "RELEASE", "CLAIM", "CLAIM"]
    assert parked in {each["phone_number"] for each in quota["operations"]}
    world.advance(WINDOW_SECONDS + 2 * 3600)
    [later] = account.json("quota")["instances"]
    assert (later["numbers_held"], later["operations_used"]) == (2, 0)


@pytest.mark.parametrize(
    ("own", "source", "words"),
    [
        (7, "INSTANCE", "the instance's own quota"),
        (None, "ACCOUNT", "the account's quota; the instance has none"),
    ],
)
def test_the_source_of_the_quota_is_named(account: Account, own: int | None, source: str, words: str) -> None:
    if own:
        account.world.control.set_quota(account.world.instance_arn, own)
    account.held(account.world.search)
    [quota] = account.json("quota")["instances"]
    assert (quota["quota"], quota["quota_source"]) == (own or 5, source)
    assert words in account.run("quota").stdout


def test_a_quota_that_is_not_told_is_the_one_that_the_provider_was_told_or_assumed(account: Account) -> None:
    world = account.world
    world.control.set_quota(world.instance_arn, 7)
    world.control.inject_fault("GetServiceQuota", "access_denied", count=1000)
    [assumed] = account.json("quota", exit_code=0)["instances"]
    assert (assumed["quota"], assumed["quota_source"]) == (5, "ASSUMED")
    assert "assumed, as Service Quotas does not tell it" in account.run("quota").stdout
    world.control.clear_faults()
    account.held(world.search)
    world.control.inject_fault("GetServiceQuota", "access_denied", count=1000)
    [remembered] = account.json("quota")["instances"]
    assert (remembered["quota"], remembered["quota_source"]) == (7, "INSTANCE")


def test_claims_by_others_count_before_the_ledger_knows_them(account: Account) -> None:
    world = account.world
    account.held(world.search)
    world.control.console_claim(world.instance_arn, OTHERS)
    [quota] = account.json("quota")["instances"]
    assert (quota["numbers_held"], quota["operations_used"], quota["operations_unrecorded"]) == (2, 2, 1)
    # The next deployment that reads the list anew writes down what was counted beforehand.
    world.advance(FRESH_SECONDS)
    account.held(world.search, "support")
    [after] = account.json("quota")["instances"]
    assert (after["numbers_held"], after["operations_used"], after["operations_unrecorded"]) == (3, 3, 0)


def test_a_release_by_others_counts_before_the_ledger_knows_it(account: Account) -> None:
    world = account.world
    number = account.held(world.search)
    world.advance(DAY)
    account.held(world.search, "support")
    world.advance(DAY)
    world.control.console_release(number)
    world.advance(30)
    [quota] = account.json("quota")["instances"]
    assert (quota["numbers_held"], quota["operations_used"], quota["operations_unrecorded"]) == (1, 3, 1)


def test_without_a_ledger_the_numbers_count_as_claimed_now_and_the_exit_status_says_it(account: Account) -> None:
    world = account.world
    world.lose_table()
    world.control.console_claim(world.instance_arn, OTHERS)
    result = account.run("quota")
    assert result.exit_code == 4
    assert "There is no ledger yet (no DynamoDB table ConnectPhoneNumberLedger in us-east-1)" in result.stdout
    answer = account.json("quota", exit_code=4)
    assert (answer["ledger"], answer["instances"][0]["operations_used"]) == (None, 1)
    assert answer["instances"][0]["history_is_complete"] is False


def test_what_was_before_the_ledger_is_said_to_be_unknown_but_for_cloudtrails_90_days(account: Account) -> None:
    """Five deployments came and went with ledgers of their own: nothing of it is in this one."""
    world = account.world
    for _ in range(3):
        account.cycle()
        world.advance(DAY)
    world.lose_ledger()
    account.held(world.search)
    world.advance(DAY)
    [quota] = account.json("quota")["instances"]
    # What the ledger counts and what CloudTrail knows beside it are two figures.
    assert (quota["operations_used"], quota["operations_more_by_cloudtrail"]) == (1, 6)
    assert quota["history_is_complete"] is False
    shown = account.run("quota").stdout
    assert "known since 2026-01-0" in shown
    assert "6 more in the last 90 days; connect-numbers reconcile counts them" in shown
    account.world.invoke({"Reconcile": {}})
    [after] = account.json("quota")["instances"]
    assert (after["operations_used"], after["operations_more_by_cloudtrail"]) == (7, 0)
    assert after["operations_used"] == len(world.control.quota(world.instance_arn)["operations"])


def test_where_cloudtrail_may_not_be_asked_that_is_said(account: Account) -> None:
    account.held(account.world.search)
    account.world.control.inject_fault("LookupEvents", "access_denied", count=100)
    [quota] = account.json("quota")["instances"]
    assert quota["operations_more_by_cloudtrail"] is None
    assert "not known: cloudtrail:LookupEvents is not allowed" in account.run("quota").stdout


def test_a_ledger_of_180_days_knows_all_and_asks_nobody(account: Account) -> None:
    account.held(account.world.search)
    account.world.advance((WINDOW_DAYS + 1) * DAY)
    account.world.control.clear_journal()
    [quota] = account.json("quota")["instances"]
    assert quota["history_is_complete"] is True
    assert "History" not in account.run("quota").stdout
    assert "LookupEvents" not in account.world.calls()


def test_the_picture(account: Account) -> None:
    world = account.world
    account.held(world.search, "early")
    account.stacks.destroy("early")
    world.advance(90 * DAY)
    account.held(world.search)
    shown = account.run("quota", "--cycles", "4", width=80)
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("contact-center  ")
    assert [line.rstrip() for line in lines[1:4]] == [
        "  Numbers held      1 of 5  ████░░░░░░░░░░░░░░░░  4 free",
        "                            the account's quota; the instance has none",
        "  Operations       3 of 10  ██████░░░░░░░░░░░░░░  7 claims and releases left",
    ]
    history = [line.rstrip() for line in lines if set(line.strip()) <= set("█▒ ") and line.strip()]
    # 60 columns of 3 days: a release on its claim 90 days ago, and a claim today.
    assert history == [f"{'':31}▒", f"{'':31}█{'':29}█"]
    assert any(line.endswith("today") for line in lines)
    assert max(map(len, lines)) <= 80
    assert "RELEASE: 3 at once" in shown.stdout


@pytest.mark.parametrize(("blocked", "exit_code"), [(False, 0), (True, 1)])
def test_the_exit_code_answers_whether_the_cycles_can_be_done(account: Account, blocked: bool, exit_code: int) -> None:
    world = account.world
    account.world.invoke({"MakeLedger": {}})
    if blocked:
        world.control.set_quota(world.instance_arn, 0)
    assert account.run("quota", "--cycles", "3").exit_code == exit_code
    assert account.run("quota").exit_code == 0
