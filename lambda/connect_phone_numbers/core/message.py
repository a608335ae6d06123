"""Error messages that fit in CloudFormation's response."""

from __future__ import annotations

import json

MESSAGE_BYTES = 1500
"""CloudFormation refuses a response over 4096 bytes whole. The Provider framework does not shorten: around our message
it puts ids, the log group's name and a stack trace of its own, about 2 KB."""

_ELLIPSIS = "…"


def shorten(message: str, limit: int = MESSAGE_BYTES) -> str:
    """The message, cut at a character so that it takes at most `limit` bytes of the response.

    What no encoding can carry (half of a surrogate pair) is written as its escape, `\\ud800`.
    """
    text = message.encode(errors="backslashreplace").decode()
    if response_bytes(text) <= limit:
        return text
    room = limit - response_bytes(_ELLIPSIS)
    for index, character in enumerate(text):
        room -= response_bytes(character)
        if room < 0:
            return text[:index] + _ELLIPSIS
    return text


def response_bytes(text: str) -> int:
    """How many bytes a text takes in the response, which is JSON in UTF-8: a quotation mark takes two."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - len('""')
