"""Error messages that fit in CloudFormation's response."""

from __future__ import annotations

import json

MESSAGE_BYTES = 2000
"""CloudFormation refuses a response over 4096 bytes whole; ids and attributes need their part of it."""

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
