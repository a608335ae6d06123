import pytest
from botocore.exceptions import ClientError

from benchmarks.contention.throttled import GaveUpError, Retrying
from tests.simulation.plain_clock import BEGINNING, PlainClock


class Service:
    """Refuses so many requests."""

    def __init__(self, refused: int, code: str = "ThrottlingException") -> None:
        self._refused = refused
        self._code = code
        self.requests = 0

    def request(self) -> str:
        self.requests += 1
        if self.requests <= self._refused:
            raise ClientError({"Error": {"Code": self._code, "Message": ""}}, "DescribePhoneNumber")
        return "answer"


def test_a_throttled_request_is_sent_again_after_each_delay() -> None:
    clock, service = PlainClock(), Service(refused=2)
    assert Retrying(clock.advance, clock.now).send(service.request, iter([1.0, 2.0, 4.0])) == "answer"
    assert clock.now() == BEGINNING + 3.0


def test_when_the_delays_are_used_up_the_last_answer_is_raised() -> None:
    clock, service = PlainClock(), Service(refused=9)
    with pytest.raises(ClientError):
        Retrying(clock.advance, clock.now).send(service.request, iter([1.0, 2.0]))
    assert service.requests == 3


def test_other_errors_are_not_repeated() -> None:
    clock, service = PlainClock(), Service(refused=1, code="InvalidParameterException")
    with pytest.raises(ClientError):
        Retrying(clock.advance, clock.now).send(service.request, iter([1.0]))
    assert service.requests == 1


def test_nothing_is_sent_when_the_time_is_up() -> None:
    clock, service = PlainClock(), Service(refused=9)
    with pytest.raises(GaveUpError):
        Retrying(clock.advance, clock.now).send(service.request, iter([1.0, 100.0]), until=BEGINNING + 10)
    assert service.requests == 2
    assert clock.now() == BEGINNING + 10
