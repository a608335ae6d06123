"""Small races: their figures come from the local Connect, and are the same each time."""

from dataclasses import dataclass

from benchmarks.contention.account import Account, virtual_account
from benchmarks.contention.benchmark import SEED, contenders
from benchmarks.contention.cfn_phone_number import CfnPhoneNumber
from benchmarks.contention.contender import Outcome
from benchmarks.contention.race import race
from benchmarks.contention.terraform import Terraform
from benchmarks.contention.this_library import ThisLibrary


def claim(account: Account, index: int) -> str:
    found = account.connect.search_available_phone_numbers(
        TargetArn=account.instance_arn, PhoneNumberCountryCode="US", PhoneNumberType="DID"
    )
    number = found["AvailableNumbersList"][index]["PhoneNumber"]
    return account.connect.claim_phone_number(PhoneNumber=number, TargetArn=account.instance_arn)["PhoneNumberArn"]


@dataclass
class EverySecondForgets:
    """Claims, and reports every second claim as a failure."""

    name = "forgetful"
    at_once = None

    def create(self, account: Account, index: int) -> Outcome:
        arn = claim(account, index)
        if index % 2:
            return Outcome(account.clock.time(), reason="forgot")
        return Outcome(account.clock.time(), arn)


def test_what_is_claimed_without_an_owner_is_left_behind() -> None:
    with virtual_account(quota=20, seed=1) as account:
        figures = race(EverySecondForgets(), account, 4)
    assert (figures.claimed, figures.failed, figures.left_behind) == (2, 2, 2)
    assert figures.calls == {"ClaimPhoneNumber": 4, "SearchAvailablePhoneNumbers": 4}
    assert figures.calls_per_number == 4
    assert figures.reasons == {"forgot": 2}
    # Two calls of 80 to 250 ms, for each at the same time.
    assert 0.16 <= figures.seconds <= 0.5


def test_a_number_that_the_service_failed_is_not_claimed() -> None:
    with virtual_account(quota=20, seed=1) as account:
        account.control.fail_next_claims("no", count=1)
        figures = race(EverySecondForgets(), account, 1)
    assert (figures.claimed, figures.left_behind) == (0, 0)
    assert figures.calls_per_number == float("inf")


def test_connect_throttles_by_virtual_time() -> None:
    with virtual_account(quota=20, seed=1) as account:
        at_once = account.clock.run([lambda: _is_throttled(account)] * 8)
        account.clock.sleep(1)
        a_second_later = account.clock.run([lambda: _is_throttled(account)] * 8)
    assert at_once.count(False) == 5
    assert a_second_later.count(False) == 2


def _is_throttled(account: Account) -> bool:
    try:
        account.connect.describe_phone_number(PhoneNumberId="none")
    except account.connect.exceptions.ThrottlingException:
        return True
    except account.connect.exceptions.ResourceNotFoundException:
        return False
    raise AssertionError("there is no such number")


def test_the_library_claims_every_number_and_leaves_none_behind() -> None:
    with virtual_account(quota=24, seed=1) as account:
        figures = race(ThisLibrary(), account, 12)
    assert (figures.claimed, figures.failed, figures.left_behind) == (12, 0, 0)
    assert figures.calls["ClaimPhoneNumber"] == 12


def test_a_create_of_the_library_that_fails_is_deleted() -> None:
    with virtual_account(quota=3, seed=1) as account:
        figures = race(ThisLibrary(), account, 5)
    assert (figures.claimed, figures.failed, figures.left_behind) == (3, 2, 0)
    assert all("quota" in reason or "holds 3 of the 3" in reason for reason in figures.reasons), figures.reasons


def test_the_figures_are_the_same_each_time_and_with_dynamodb() -> None:
    def figures(in_memory: bool) -> object:
        with virtual_account(quota=16, seed=3, in_memory=in_memory) as account:
            return race(ThisLibrary(), account, 8)

    assert figures(in_memory=True) == figures(in_memory=True) == figures(in_memory=False)


def test_another_seed_gives_other_times() -> None:
    seconds = set()
    for seed in (1, 2):
        with virtual_account(quota=16, seed=seed) as account:
            seconds.add(race(ThisLibrary(), account, 3).seconds)
    assert len(seconds) == 2


def test_terraform_loses_races_for_the_first_hit() -> None:
    with virtual_account(quota=20, seed=1) as account:
        figures = race(Terraform("Terraform", None, seed=1), account, 4)
    assert figures.claimed + figures.failed == 4
    assert figures.failed > 0
    assert all("Phone number not available" in reason for reason in figures.reasons)
    searches = figures.calls["SearchAvailablePhoneNumbers"]
    assert searches == 4, "four at once are not throttled, and a refused claim is not searched for again"


def test_terraform_gives_up_waiting_after_two_minutes() -> None:
    with virtual_account(quota=20, seed=1) as account:
        account.control.configure({"settle_seconds": 1000.0})
        figures = race(Terraform("Terraform", None, seed=1), account, 1)
    assert figures.reasons == {"timeout while waiting for state to become 'CLAIMED'": 1}
    assert 110 <= figures.seconds <= 121
    assert figures.left_behind == 1
    # At once, after 0.2, 0.4, 0.8, 1.6, 3.2, 6.4 seconds, and then every 10.
    assert 16 <= figures.calls["DescribePhoneNumber"] <= 18


def test_terraform_works_on_as_many_at_a_time_as_it_is_told() -> None:
    with virtual_account(quota=20, seed=1) as account:
        one_at_a_time = race(Terraform("Terraform", 1, seed=1), account, 4)
    assert one_at_a_time.claimed == 4, "one after the other, there is no race to lose"


def test_cfn_phone_number_searches_three_pages_and_gives_up_when_throttled() -> None:
    with virtual_account(quota=40, seed=1) as account:
        alone = race(CfnPhoneNumber(seed=1), account, 1)
    assert alone.claimed == 1
    assert alone.calls == {"ClaimPhoneNumber": 1, "DescribePhoneNumber": 2, "SearchAvailablePhoneNumbers": 3}
    with virtual_account(quota=40, seed=1) as account:
        together = race(CfnPhoneNumber(seed=1), account, 20)
    assert together.failed > 10
    assert any("ThrottlingException" in reason for reason in together.reasons)


def test_every_contender_gets_one_number_when_it_is_alone() -> None:
    for contender in contenders(SEED).values():
        with virtual_account(quota=4, seed=1) as account:
            figures = race(contender, account, 1)
        assert (figures.claimed, figures.failed, figures.left_behind) == (1, 0, 0), contender.name
