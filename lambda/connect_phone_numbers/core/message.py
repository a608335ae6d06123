"""Error messages that fit in CloudFormation's response."""

from __future__ import annotations

MESSAGE_BYTES = 1500
"""CloudFormation refuses a response over 4096 bytes whole. The Provider framework does not shorten: around our message
it puts ids, the log group's name and a stack trace of its own, about 2 KB."""


def shorten(message: str, limit: int = MESSAGE_BYTES) -> str:
    """The message, cut at a character so that it takes at most `limit` bytes of UTF-8."""
    data = message.encode()
    if len(data) <= limit:
        return message
    return data[: limit - len("…".encode())].decode(errors="ignore") + "…"
