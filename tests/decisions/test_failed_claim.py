"""When a FAILED claim is worth another attempt."""

import pytest

from connect_phone_numbers.decisions.failed_claim import advice, is_worth_another_attempt

LIMITS = [
    "You've reached the limit of Phone Numbers. To increase the limit, contact support.",
    "The target has reached its quota of claimed numbers",
    "Maximum number of phone numbers reached",
    "allowed limit exceeded",
]


@pytest.mark.parametrize("message", LIMITS)
def test_a_limit_is_not_tried_again(message: str) -> None:
    assert not is_worth_another_attempt(message, attempts_made=1)
    assert "L-8F812903" in advice(message)


def test_anything_else_is_tried_once_more() -> None:
    assert is_worth_another_attempt("Carrier did not answer", attempts_made=1)
    assert not is_worth_another_attempt("Carrier did not answer", attempts_made=2)
    assert "Deploy again" in advice("Carrier did not answer")


def test_no_message_is_tried_once_more() -> None:
    assert is_worth_another_attempt("", attempts_made=1)
