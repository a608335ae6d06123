"""A sample of the race in real time, over HTTP, on the local AWS that the tests share."""

from benchmarks.contention.terraform import Terraform
from benchmarks.real_time.account import RealTimeAccount
from benchmarks.real_time.benchmark import race_of_client
from tests.support.local_aws import LocalAws


def test_a_client_claims_over_http(local_aws: LocalAws) -> None:
    figures = race_of_client(local_aws, Terraform("Terraform", None, seed=1), creates=1, rest_seconds=0)
    assert (figures.claimed, figures.failed, figures.left_behind) == (1, 0, 0)
    assert figures.calls["ClaimPhoneNumber"] == figures.calls["SearchAvailablePhoneNumbers"] == 1
    assert figures.seconds >= 1.0, "as long as a claim takes to settle"


def test_the_service_is_asked_once_for_each_request(local_aws: LocalAws) -> None:
    """Whoever is compared repeats by his own rules, and not by boto3's as well."""
    account = RealTimeAccount(local_aws, quota=1)
    assert account.remote_connect.meta.config.retries["total_max_attempts"] == 1
