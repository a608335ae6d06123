"""Rules about the tags of a phone number."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from .finding import Finding
from .rule import Rule, evaluate, is_text

OWNER_TAG_PREFIX = "connect-phone-number:"
OWNER_TAG_COUNT = 3
"""The function tags every number with its stack's id, its logical id and its claim's id."""

# Connect service model 2017-08-08: Tags of ClaimPhoneNumber, 50 in all; TagKey, TagValue.
_USER_TAGS = 50 - OWNER_TAG_COUNT
_KEY_LENGTH = 128
_VALUE_LENGTH = 256
_KEY_PUNCTUATION = frozenset("_.:/=+-@")


def _is_key_character(character: str) -> bool:
    return character in _KEY_PUNCTUATION or unicodedata.category(character)[0] in "LZN"


_KEY_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidTagKey",
        lambda key: not isinstance(key, str),
        lambda key: f"tags: the key {key!r} is not a string: give one.",
    ),
    Rule(
        "InvalidTagKeyLength",
        lambda key: not 1 <= len(key) <= _KEY_LENGTH,
        lambda key: f"tags: the key {key!r} has {len(key)} characters: give 1 to {_KEY_LENGTH}.",
    ),
    Rule(
        "ReservedTagKey",
        lambda key: key.lower().startswith(("aws:", OWNER_TAG_PREFIX)),
        lambda key: (
            f"tags: the key {key!r} starts with 'aws:', which AWS keeps to itself, or with {OWNER_TAG_PREFIX!r}, by "
            "which a number tells its owner: choose another key."
        ),
    ),
    Rule(
        "InvalidTagKey",
        lambda key: not all(map(_is_key_character, key)),
        lambda key: (
            f"tags: the key {key!r} has a character that Amazon Connect doesn't allow: "
            "use letters, digits, spaces and _ . : / = + - @ only."
        ),
    ),
)


def tag_findings(tags: Mapping[str, str]) -> list[Finding]:
    """What is wrong with a number's tags, except those that name the owner."""
    if not isinstance(tags, Mapping):
        return [Finding("InvalidTags", f"tags is {tags!r}: give a mapping, for example {{'team': 'support'}}.")]
    findings = [finding for key, value in tags.items() for finding in _one_tag(key, value)]
    if len(tags) > _USER_TAGS:
        findings.append(
            Finding(
                "TooManyTags",
                f"tags: there are {len(tags)}, those of enclosing constructs included: give {_USER_TAGS} at most, as "
                f"Amazon Connect allows 50 and {OWNER_TAG_COUNT} tell the number's owner.",
            )
        )
    return findings


def _one_tag(key: str, value: str) -> list[Finding]:
    value_rules: tuple[Rule[str], ...] = (
        Rule(
            "InvalidTagValue",
            lambda value: not isinstance(value, str),
            lambda value: f"tags: the value of {key!r} is {value!r}: give a string.",
        ),
        Rule(
            "InvalidTagValueLength",
            lambda value: len(value) > _VALUE_LENGTH,
            lambda value: f"tags: the value of {key!r} has {len(value)} characters: give {_VALUE_LENGTH} at most.",
        ),
        Rule(
            "InvalidTagValue",
            lambda value: not is_text(value),
            lambda value: (
                f"tags: the value of {key!r} is {value!r}, which has half of a surrogate pair: give characters."
            ),
        ),
    )
    return [*evaluate(_KEY_RULES, key), *evaluate(value_rules, value)]
