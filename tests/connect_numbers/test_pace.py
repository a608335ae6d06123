"""2 requests per second with a burst of 5, per operation."""

import boto3
from moto import mock_aws

from connect_numbers.aws.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def test_a_burst_is_free_and_what_follows_comes_twice_a_second() -> None:
    clock = Clock()
    pace = Pace(clock.now, clock.sleep)
    for _ in range(5):
        pace.wait("us-east-1", "DescribePhoneNumber")
    assert clock.slept == []
    for _ in range(10):
        pace.wait("us-east-1", "DescribePhoneNumber")
    assert clock.slept == [0.5] * 10


def test_operations_and_regions_have_paces_of_their_own_and_rest_restores_the_burst() -> None:
    clock = Clock()
    pace = Pace(clock.now, clock.sleep)
    for operation, region in (("A", "us-east-1"), ("B", "us-east-1"), ("A", "us-west-2")):
        for _ in range(5):
            pace.wait(region, operation)
    assert clock.slept == []
    clock.seconds += 2.5
    for _ in range(5):
        pace.wait("us-east-1", "A")
    assert clock.slept == []


def test_it_governs_a_clients_calls() -> None:
    clock = Clock()
    with mock_aws():
        client = boto3.client("connect", region_name="us-east-1")
        Pace(clock.now, clock.sleep).govern(client)
        for _ in range(6):
            client.list_instances()
    assert clock.slept == [0.5]
