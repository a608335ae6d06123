"""What is said in messages: values that were received, and as much as fits in CloudFormation's response."""

from __future__ import annotations

import json
import reprlib

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


class _Shown(reprlib.Repr):
    """A value may be of any size and depth: what is said of it must not be."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxdict = self.maxlist = 4
        self.maxstring = self.maxother = 160
        self.maxlong = 40


_shown = _Shown()


def shown(value: object) -> str:
    """A value as Python writes it, its middle left out where it is long; one line, with no invisible character."""
    return _shown.repr(value)
