"""Messages that fit in CloudFormation's response."""

from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.core.message import MESSAGE_BYTES, shorten


@given(st.text(), st.integers(min_value=3, max_value=200))
def test_never_takes_more_bytes_than_allowed_and_loses_nothing_that_fits(message: str, limit: int) -> None:
    short = shorten(message, limit)
    assert len(short.encode()) <= limit
    if len(message.encode()) <= limit:
        assert short == message
    else:
        assert short.endswith("…")
        assert message.startswith(short[:-1])


def test_the_limit_counts_bytes() -> None:
    assert len(shorten("☎" * MESSAGE_BYTES).encode()) <= MESSAGE_BYTES
