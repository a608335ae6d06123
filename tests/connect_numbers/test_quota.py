"""`quota` shows by what a deployment would decide."""

import pytest

from connect_phone_numbers.account_numbers import FRESH_SECONDS
from connect_phone_numbers.core.quota import WINDOW_SECONDS
from tests.connect_numbers.account import Account

DAY = 24 * 3600


def test_the_figures_are_those_that_the_handler_decides_by(account: Account) -> None:
    world = account.world
    account.deploy_provider()
    for _ in range(2):
        resource = world.resource()
        deployed = account.held(world.search, resource)
        assert resource.delete(world.search, deployed.physical_resource_id).succeeded
        world.advance(30 * DAY)
    account.held(world.search)
    parked = account.parked(PhoneNumberPrefixes=["+1312"])

    answer = account.json("quota")

    assert answer["ledger"] == "ledger"
    [quota] = answer["instances"]
    assert (quota["quota"], quota["budget"], quota["quota_is_assumed"]) == (5, 10, False)
    assert (quota["numbers_held"], quota["numbers_parked"], quota["operations_used"]) == (2, 1, 6)
    assert [each["kind"] for each in quota["operations"]] == ["CLAIM", "RELEASE", "CLAIM", "RELEASE", "CLAIM", "CLAIM"]
    assert parked in {each["phone_number"] for each in quota["operations"]}
    world.advance(WINDOW_SECONDS + 2 * 3600)
    [later] = account.json("quota")["instances"]
    assert (later["numbers_held"], later["operations_used"]) == (2, 0)


def test_claims_by_others_count_before_the_ledger_knows_them(account: Account) -> None:
    world = account.world
    account.deploy_provider()
    account.held(world.search)
    world.control.console_claim(world.instance_arn, "+14255550100")
    [quota] = account.json("quota")["instances"]
    assert (quota["numbers_held"], quota["operations_used"], quota["operations_unrecorded"]) == (2, 2, 1)
    # The next deployment that reads the list anew writes down what was counted beforehand.
    world.advance(FRESH_SECONDS)
    account.held(world.search)
    [after] = account.json("quota")["instances"]
    assert (after["numbers_held"], after["operations_used"], after["operations_unrecorded"]) == (3, 3, 0)


def test_without_a_ledger_the_numbers_count_as_claimed_now(account: Account) -> None:
    world = account.world
    world.control.console_claim(world.instance_arn, "+14255550100")
    result = account.run("quota")
    assert "No ledger was found" in result.stdout
    answer = account.json("quota")
    assert (answer["ledger"], answer["instances"][0]["operations_used"]) == (None, 1)


def test_the_picture(account: Account) -> None:
    world = account.world
    account.deploy_provider()
    resource = world.resource()
    deployed = account.held(world.search, resource)
    resource.delete(world.search, deployed.physical_resource_id)
    world.advance(90 * DAY)
    account.held(world.search)
    shown = account.run("quota", "--cycles", "4", width=80)
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("contact-center  ")
    assert [line.rstrip() for line in lines[1:4]] == [
        "  Numbers held      1 of 5  ████░░░░░░░░░░░░░░░░  4 free",
        "  Operations       3 of 10  ██████░░░░░░░░░░░░░░  7 claims and releases left",
        "  Next claim    possible now, 4 claims in all",
    ]
    history = [line.rstrip() for line in lines if set(line.strip()) <= set("█▒ ") and line.strip()]
    # 60 columns of 3 days: a release on its claim 90 days ago, and a claim today.
    assert history == [f"{'':31}▒", f"{'':31}█{'':29}█"]
    assert any(line.endswith("today") for line in lines)
    assert max(map(len, lines)) <= 80
    assert "RELEASE: 3 at once" in shown.stdout


@pytest.mark.parametrize(("used", "exit_code"), [(0, 0), (10, 1)])
def test_the_exit_code_answers_whether_the_cycles_can_be_done(account: Account, used: int, exit_code: int) -> None:
    world = account.world
    if used:
        world.control.set_quota(world.instance_arn, 0)
    assert account.run("quota", "--cycles", "3").exit_code == exit_code
    assert account.run("quota").exit_code == 0
