"""Messages that fit in CloudFormation's response."""

import json

from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.model.message import MESSAGE_BYTES, response_bytes, shorten


@given(st.text(), st.integers(min_value=3, max_value=200))
def test_never_takes_more_bytes_than_allowed_and_loses_nothing_that_fits(message: str, limit: int) -> None:
    short = shorten(message, limit)
    assert response_bytes(short) <= limit
    if response_bytes(message) <= limit:
        assert short == message
    else:
        assert short.endswith("…")
        assert message.startswith(short[:-1])


def test_the_limit_counts_bytes() -> None:
    assert len(shorten("☎" * MESSAGE_BYTES).encode()) <= MESSAGE_BYTES


def test_the_limit_counts_what_json_escapes() -> None:
    assert len(json.dumps(shorten('"' * MESSAGE_BYTES))) <= MESSAGE_BYTES + len('""') + len(json.dumps("…"))


def test_half_of_a_surrogate_pair_is_written_out() -> None:
    assert shorten("a\ud800b") == "a\\ud800b"
