"""`parked`: listed, taken, and released with their place in the history."""

import sys

import pytest

from connect_numbers.commands import parked as command
from connect_phone_numbers.aws import metrics
from local_aws.connect.models.quota import WINDOW_SECONDS
from tests.connect_numbers.account import Account
from tests.connect_numbers.deployed_stacks import template


def test_a_parked_number_is_listed_and_released_within_the_budget(account: Account) -> None:
    world = account.world
    parked = account.parked()
    [listed] = account.json("parked", "list")["numbers"]
    assert (listed["phone_number"], listed["instance_arn"], listed["releasing"]) == (parked, world.instance_arn, False)

    assert account.run("parked", "release", parked).exit_code == 2  # nobody to ask
    assert world.held() == [parked]
    released = account.json("parked", "release", parked, "--yes")

    assert released["numbers"] == [{"phone_number": parked, "status": "RELEASED"}]
    assert (world.held(), world.parked(), world.operations()) == ([], [], ["CLAIM", "RELEASE"])
    assert account.run("parked", "list").stdout == "No number is parked.\n"


def test_the_budget_is_asked_before_anybody_is(account: Account) -> None:
    world = account.world
    parked = account.parked()
    world.control.set_quota(world.instance_arn, 0)
    world.advance(600)
    result = account.run("parked", "release", parked, "--yes")
    assert result.exit_code == 1
    assert f"{parked} is not released: " in result.stderr
    assert "ReleasePhoneNumber" not in world.calls()
    world.control.set_quota(world.instance_arn, 5)
    world.advance(WINDOW_SECONDS)
    assert account.run("parked", "release", parked, "--yes").exit_code == 0


def test_the_budget_is_looked_at_again_after_the_person_was_asked(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = account.world
    world.control.set_quota(world.instance_arn, 2)
    parked = account.parked(TakeParked="false")
    account.cycle(TakeParked="false")
    assert len(world.operations()) == 3
    world.advance(60)

    def yes(question: str, *, yes: bool) -> None:
        assert "That leaves 0 operations" in question
        another = {**world.search, "TakeParked": "false"}
        assert account.stacks.deploy("another", template(Number=another))

    monkeypatch.setattr(command, "require_yes", yes)
    result = account.run("parked", "release", parked)
    assert result.exit_code == 1
    assert "claims and releases were made in the last 180 days" in result.stderr
    assert parked in world.parked()
    assert not world.is_exceeded()


def test_one_that_is_taken_while_the_person_is_asked_is_left_alone(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = account.world
    parked = account.parked()

    def yes(question: str, *, yes: bool) -> None:
        account.held(world.exact(parked))

    monkeypatch.setattr(command, "require_yes", yes)
    result = account.run("parked", "release", parked)
    assert (result.exit_code, world.held()) == (1, [parked])
    assert "is not parked any more" in result.stderr


def test_a_refused_release_leaves_the_number_parked_and_is_not_counted(account: Account) -> None:
    world = account.world
    parked = account.parked()
    world.control.inject_fault("ReleasePhoneNumber", "access_denied")
    result = account.run("parked", "release", parked, "--yes")
    assert result.exit_code == 3
    assert "ReleasePhoneNumber" in result.stderr
    assert "was refused: AccessDenied" in result.stderr
    assert (world.parked(), world.operations()) == ([parked], ["CLAIM"])


def test_what_was_cut_off_is_taken_up_and_counted_once(account: Account) -> None:
    world = account.world
    parked = account.parked()
    world.control.inject_fault("ReleasePhoneNumber", "internal_error", count=100)
    cut_off = account.run("parked", "release", parked, "--yes")
    assert cut_off.exit_code == 3
    assert "Run the same command again" in cut_off.stderr
    assert (world.held(), world.operations()) == ([parked], ["CLAIM", "RELEASE"])
    assert account.json("parked", "list")["numbers"][0]["releasing"] is True
    assert "is being released" in account.run("parked", "list").stdout
    world.control.clear_faults()
    assert account.run("parked", "release", parked, "--yes").exit_code == 0
    assert (world.held(), world.parked(), world.operations()) == ([], [], ["CLAIM", "RELEASE"])


def test_the_functions_metrics_are_not_printed(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    parked = account.parked()
    monkeypatch.setattr(metrics, "emit", lambda *_: sys.stdout.write("a metric"))
    assert account.run("parked", "release", parked, "--yes").stdout == f"{parked} is released.\n"


def test_several_are_released_one_after_the_other(account: Account) -> None:
    parked = [account.parked(TakeParked="false") for _ in range(2)]
    shown = account.run("parked", "release", *parked, parked[0], "--yes").stdout
    assert shown == "".join(f"{number} is released.\n" for number in parked)
    assert account.world.held() == []


def test_what_is_not_parked_is_refused(account: Account) -> None:
    held = account.held(account.world.search)
    for number in (held, "+12065550199"):
        result = account.run("parked", "release", number, "--yes")
        assert (result.exit_code, "is not on the ledger's list" in result.stderr) == (4, True)
    assert account.run("parked", "take", held).exit_code == 4
    assert account.world.held() == [held]


def test_without_a_ledger_nothing_is_parked(account: Account) -> None:
    account.world.lose_table()
    result = account.run("parked", "list")
    assert (result.exit_code, "There is no ledger yet" in result.stderr) == (4, True)


def test_take_prints_a_construct_that_takes_it(account: Account) -> None:
    parked = account.parked()
    shown = account.run("parked", "take", parked).stdout
    assert f'    phone_number="{parked}",\n' in shown
    assert account.json("parked", "take", parked)["python"] == shown.removesuffix("\n")
    account.held(account.world.exact(parked))
    assert account.world.operations() == ["CLAIM"]
