import pytest

from local_aws.step_functions.retry import Retries


def delays(retrier: dict[str, object], attempts: int = 5, error: str = "E") -> list[float | None]:
    retries = Retries([{"ErrorEquals": ["E"], **retrier}])
    return [retries.delay_after(error) for _ in range(attempts)]


def test_without_more_words_three_retries_twice_as_long_each_time() -> None:
    assert delays({}) == [1.0, 2.0, 4.0, None, None]


def test_delays_are_capped() -> None:
    assert delays({"IntervalSeconds": 2, "BackoffRate": 3, "MaxDelaySeconds": 10, "MaxAttempts": 1000}) == [
        *(2.0, 6.0, 10.0, 10.0, 10.0)
    ]


def test_jitter_is_anything_up_to_the_delay() -> None:
    for _ in range(100):
        jittered = delays({"IntervalSeconds": 8, "MaxDelaySeconds": 16, "JitterStrategy": "FULL"}, 3)
        for most, delay in zip([8.0, 16.0, 16.0], jittered, strict=True):
            assert delay is not None
            assert 0 <= delay <= most


def test_a_retrier_that_is_used_up_is_not_followed_by_another() -> None:
    retries = Retries([{"ErrorEquals": ["E"], "MaxAttempts": 1}, {"ErrorEquals": ["States.ALL"], "MaxAttempts": 9}])
    assert [retries.delay_after(error) for error in ("E", "E", "Other", "E")] == [1.0, None, 1.0, None]


def test_no_attempt_is_no_attempt() -> None:
    assert delays({"MaxAttempts": 0}, 1) == [None]


@pytest.mark.parametrize(
    ("names", "error", "is_retried"),
    [
        (["States.ALL"], "ValueError", True),
        (["States.ALL"], "States.Timeout", True),
        (["States.ALL"], "States.Runtime", False),
        (["States.TaskFailed"], "ValueError", True),
        (["States.TaskFailed"], "States.Timeout", False),
        (["States.Timeout"], "States.Timeout", True),
        (["Lambda.TooManyRequestsException"], "ValueError", False),
    ],
)
def test_which_errors_a_retrier_is_for(names: list[str], error: str, is_retried: bool) -> None:
    assert (Retries([{"ErrorEquals": names}]).delay_after(error) is not None) is is_retried
