"""Small races: their figures come from the local Connect, and are the same each time."""

from dataclasses import dataclass
from itertools import count

from benchmarks.account import Account, simulated_account
from benchmarks.contention.benchmark import contenders
from benchmarks.contention.cfn_phone_number import CfnPhoneNumber
from benchmarks.contention.contender import Contender, Outcome
from benchmarks.contention.figures import Figures
from benchmarks.contention.race import race
from benchmarks.contention.terraform import Terraform
from benchmarks.contention.this_library import ThisLibrary
from tests.simulation.processes import Process


def figures_of(contender: Contender, creates: int, quota: int = 40, seed: int = 1) -> Figures:
    with simulated_account(quota, seed) as account:
        return race(contender, account, creates)


@dataclass
class EverySecondForgets:
    """Claims, and reports every second claim as a failure."""

    name = "forgetful"
    at_once = None

    def __post_init__(self) -> None:
        self._indices = count()

    def create(self, account: Account) -> Process[Outcome]:
        return account.as_process(lambda: self._claim(account, next(self._indices)))

    def _claim(self, account: Account, index: int) -> Outcome:
        connect = account.remote_connect
        number = connect.search_available_phone_numbers(**account.search)["AvailableNumbersList"][index]["PhoneNumber"]
        arn = connect.claim_phone_number(PhoneNumber=number, TargetArn=account.instance_arn)["PhoneNumberArn"]
        return Outcome(account.now(), reason="forgot") if index % 2 else Outcome(account.now(), arn)


def test_what_is_claimed_without_an_owner_is_left_behind() -> None:
    figures = figures_of(EverySecondForgets(), 4)
    assert (figures.claimed, figures.failed, figures.left_behind) == (2, 2, 2)
    assert figures.calls == {"ClaimPhoneNumber": 4, "SearchAvailablePhoneNumbers": 4}
    assert figures.calls_per_number == 4
    assert figures.reasons == {"forgot": 2}
    # Two calls of 80 to 250 ms, for each at the same time.
    assert 0.16 <= figures.seconds <= 0.5


def test_a_number_that_the_service_failed_is_not_claimed() -> None:
    with simulated_account(quota=20, seed=1) as account:
        account.control.fail_next_claims("no", count=1)
        figures = race(EverySecondForgets(), account, 1)
    assert (figures.claimed, figures.left_behind) == (0, 0)
    assert figures.calls_per_number == float("inf")


def test_the_library_claims_every_number_and_leaves_none_behind() -> None:
    figures = figures_of(ThisLibrary(), 12)
    assert (figures.claimed, figures.failed, figures.left_behind) == (12, 0, 0)


def test_a_create_of_the_library_that_fails_is_deleted() -> None:
    figures = figures_of(ThisLibrary(), 5, quota=3)
    assert (figures.claimed, figures.failed, figures.left_behind) == (3, 2, 0)
    assert all("quota" in reason or "holds 3 of the 3" in reason for reason in figures.reasons), figures.reasons


def test_the_figures_are_the_same_each_time_and_others_with_another_seed() -> None:
    first, again, other = (figures_of(ThisLibrary(), 8, seed=seed) for seed in (3, 3, 4))
    assert first == again
    assert first.seconds != other.seconds


def test_terraform_loses_races_for_the_first_hit() -> None:
    figures = figures_of(Terraform("Terraform", None, seed=1), 4)
    assert figures.claimed + figures.failed == 4
    assert figures.failed > 0
    assert all("Phone number not available" in reason for reason in figures.reasons)
    searches = figures.calls["SearchAvailablePhoneNumbers"]
    assert searches == 4, "four at once are not throttled, and a refused claim is not searched for again"


def test_terraform_gives_up_waiting_after_two_minutes() -> None:
    with simulated_account(quota=20, seed=1) as account:
        account.control.configure({"settle_seconds": 1000.0})
        figures = race(Terraform("Terraform", None, seed=1), account, 1)
    assert figures.reasons == {"timeout while waiting for state to become 'CLAIMED'": 1}
    assert 110 <= figures.seconds <= 121
    assert figures.left_behind == 1
    # At once, after 0.2, 0.4, 0.8, 1.6, 3.2, 6.4 seconds, and then every 10.
    assert 16 <= figures.calls["DescribePhoneNumber"] <= 18


def test_terraform_works_on_as_many_at_a_time_as_it_is_told() -> None:
    assert figures_of(Terraform("Terraform", 1, seed=1), 4).claimed == 4, "one after the other, there is no race"


def test_cfn_phone_number_searches_three_pages_and_gives_up_when_throttled() -> None:
    alone = figures_of(CfnPhoneNumber(seed=1), 1)
    assert alone.claimed == 1
    assert alone.calls == {"ClaimPhoneNumber": 1, "DescribePhoneNumber": 2, "SearchAvailablePhoneNumbers": 3}
    together = figures_of(CfnPhoneNumber(seed=1), 20)
    assert together.failed > 10
    assert any("ThrottlingException" in reason for reason in together.reasons)


def test_every_contender_gets_one_number_when_it_is_alone() -> None:
    for contender in contenders(seed=1).values():
        figures = figures_of(contender, 1, quota=4)
        assert (figures.claimed, figures.failed, figures.left_behind) == (1, 0, 0), contender.name
