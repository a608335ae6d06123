"""The texts of messages: as much as fits into CloudFormation's response, and how values are shown."""

from __future__ import annotations

import json
import reprlib

MESSAGE_BYTES = 2000
"""How long a message may be. A response may have 4096 bytes, ids and attributes included."""

_ELLIPSIS = "…"


def shorten(message: str, limit: int = MESSAGE_BYTES) -> str:
    """The message, cut off after a character so that it takes at most `limit` bytes of the response.

    Half of a surrogate pair, which UTF-8 can't encode, becomes its escape, `\\ud800`.
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
    """How many bytes a text takes in the response. That is JSON in UTF-8, where a quotation mark takes two."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - len('""')


_repr = reprlib.Repr()
_repr.maxlevel = 3
_repr.maxdict = _repr.maxlist = 4
_repr.maxstring = _repr.maxother = 160
_repr.maxlong = 40


def shown(value: object) -> str:
    """A value of any size as Python writes it: on one line, without invisible characters, long ones shortened."""
    return _repr.repr(value)
