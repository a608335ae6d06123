import pytest


@pytest.fixture
def throttled(control) -> None:
    control.configure({"throttle": True})


def test_a_burst_of_five_then_two_a_second(connect, control, instance, throttled) -> None:
    for _ in range(5):
        connect.list_phone_numbers_v2()
    with pytest.raises(connect.exceptions.ThrottlingException) as refused:
        connect.list_phone_numbers_v2()
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    control.advance(1)
    connect.list_phone_numbers_v2()
    connect.list_phone_numbers_v2()
    with pytest.raises(connect.exceptions.ThrottlingException):
        connect.list_phone_numbers_v2()


def test_operations_and_regions_are_throttled_apart(connect, client_in, throttled) -> None:
    west = client_in("us-west-2")
    for _ in range(5):
        connect.list_phone_numbers_v2()
    west.list_phone_numbers_v2()
    connect.list_traffic_distribution_groups()


def test_nothing_is_throttled_in_process_by_default(connect) -> None:
    for _ in range(10):
        connect.list_phone_numbers_v2()
