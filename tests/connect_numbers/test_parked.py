"""`parked`: listed, adopted, and released with their place in the history."""

import pytest

from connect_numbers.account import numbers as account_numbers
from connect_phone_numbers.core.quota import WINDOW_SECONDS
from tests.connect_numbers.account import Account


def test_a_parked_number_is_listed_and_released_within_the_budget(account: Account) -> None:
    world = account.world
    account.deploy_provider()
    parked = account.parked()
    [listed] = account.json("parked", "list")["numbers"]
    assert (listed["phone_number"], listed["instance_arn"]) == (parked, world.instance_arn)

    assert account.run("parked", "release", parked).exit_code == 2  # nobody to ask
    assert world.held() == [parked]
    released = account.json("parked", "release", parked, "--yes")

    assert released["numbers"] == [{"phone_number": parked, "status": "RELEASED"}]
    assert (world.held(), world.parked(), world.operations()) == ([], [], ["CLAIM", "RELEASE"])
    assert account.json("parked", "list")["numbers"] == []
    assert account.run("parked", "list").stdout == "No number is parked.\n"
    # The provider goes on from there, and counts it once.
    account.held(world.search)
    assert world.operations() == ["CLAIM", "RELEASE", "CLAIM"]
    assert not world.is_exceeded()


def test_the_budget_is_asked_before_anybody_is(account: Account) -> None:
    world = account.world
    account.deploy_provider()
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


def test_a_refused_release_leaves_the_number_parked_and_is_not_counted(account: Account) -> None:
    world = account.world
    account.deploy_provider()
    parked = account.parked()
    world.control.inject_fault("ReleasePhoneNumber", "access_denied")
    result = account.run("parked", "release", parked, "--yes")
    assert result.exit_code == 3
    assert "ReleasePhoneNumber was refused: AccessDenied" in result.stderr
    assert (world.parked(), world.operations()) == ([parked], ["CLAIM"])


def test_what_was_cut_off_is_taken_up_and_counted_once(account: Account) -> None:
    world = account.world
    account.deploy_provider()
    parked = account.parked()
    world.control.inject_fault("ReleasePhoneNumber", "internal_error", count=10)
    assert account.run("parked", "release", parked, "--yes").exit_code == 3
    assert (world.parked(), world.held(), world.operations()) == ([], [parked], ["CLAIM", "RELEASE"])
    world.control.clear_faults()
    assert account.run("parked", "release", parked, "--yes").exit_code == 0
    assert (world.held(), world.operations()) == ([], ["CLAIM", "RELEASE"])


def test_a_number_that_was_just_adopted_is_left_alone(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    world = account.world
    account.deploy_provider()
    parked = account.parked()
    list_numbers = account_numbers.list_numbers

    def adopt_meanwhile(*arguments: object) -> object:
        if world.parked():
            account.held(world.exact(parked))
        return list_numbers(*arguments)  # type: ignore[arg-type]

    # The last thing that is read before the release.
    monkeypatch.setattr("connect_numbers.quota.instance_quota.list_numbers", adopt_meanwhile)
    result = account.run("parked", "release", parked, "--yes")
    assert (result.exit_code, world.held()) == (1, [parked])
    assert f"{parked} is not parked any more" in result.stderr


def test_what_is_not_parked_is_refused(account: Account) -> None:
    account.deploy_provider()
    held = account.held(account.world.search).data["PhoneNumber"]
    assert "is not parked" in account.run("parked", "release", held, "--yes").stderr
    assert "is not among the numbers" in account.run("parked", "release", "+12065550199", "--yes").stderr
    assert account.run("parked", "adopt", held).exit_code == 4
    assert account.world.held() == [held]


def test_adopt_prints_a_construct_that_takes_it(account: Account) -> None:
    account.deploy_provider()
    parked = account.parked()
    shown = account.run("parked", "adopt", parked).stdout
    assert f'    phone_number="{parked}",\n' in shown
    assert "# For a stack whose PhoneNumberProvider has the ledger ledger." in shown
    assert account.json("parked", "adopt", parked)["python"] == shown.removesuffix("\n")
    account.held(account.world.exact(parked))
    assert account.world.operations() == ["CLAIM"]
