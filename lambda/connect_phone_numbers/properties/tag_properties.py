"""The property Tags: the user's own tags."""

from __future__ import annotations

import unicodedata
from collections import Counter

from ..model.identity import STACK_ID_TAG
from ..model.message import shown
from .checks import first_problems, is_text

USER_TAGS = 47
"""The service allows 50 tags; three name the owner."""

# Connect service model 2017-08-08: TagKey, TagValue.
_KEY_LENGTH = 128
_VALUE_LENGTH = 256
_KEY_PUNCTUATION = frozenset("_.:/=+-@")
_RESERVED_PREFIXES = ("aws:", STACK_ID_TAG.partition(":")[0] + ":")


def tags_of(given: object, problems: list[str]) -> dict[str, str]:
    """The tags' values by key. What is wrong with them is added to the problems."""
    if not isinstance(given, list) or not all(_is_tag(tag) for tag in given):
        problems.append("Tags is not a list of {Key, Value}, each a string")
        return {}
    if len(given) > USER_TAGS:
        problems.append(f"Tags: {len(given)} given, {USER_TAGS} are allowed beside the three that name the owner")
    twice = [key for key, count in Counter(tag["Key"] for tag in given).items() if count > 1]
    found = [f"Tags: the key {shown(key)} is given more than once" for key in twice]
    for tag in given:
        found += _tag_problems(tag["Key"], tag["Value"])
    problems += first_problems(found, "Tags")
    return {tag["Key"]: tag["Value"] for tag in given}


def _is_tag(tag: object) -> bool:
    return (
        isinstance(tag, dict) and set(tag) == {"Key", "Value"} and all(isinstance(part, str) for part in tag.values())
    )


def _tag_problems(key: str, value: str) -> list[str]:
    problems = []
    if not _is_key(key):
        problems.append(
            f"Tags: the key {shown(key)} is not allowed (1 to {_KEY_LENGTH} letters, digits, spaces and _.:/=+-@, "
            f"and not {' or '.join(_RESERVED_PREFIXES)} at the start)"
        )
    if len(value) > _VALUE_LENGTH:
        problems.append(f"Tags: the value of {shown(key)} has {len(value)} characters, {_VALUE_LENGTH} are allowed")
    elif not is_text(value):
        problems.append(f"Tags: the value of {shown(key)} is not text: {shown(value)}")
    return problems


def _is_key(key: str) -> bool:
    return (
        1 <= len(key) <= _KEY_LENGTH
        and not key.lower().startswith(_RESERVED_PREFIXES)
        and all(map(_is_key_character, key))
    )


def _is_key_character(character: str) -> bool:
    return character in _KEY_PUNCTUATION or unicodedata.category(character)[0] in "LZN"
