"""The description of a phone number."""

from __future__ import annotations

from .finding import Finding
from .rule import Rule, evaluate
from .text import is_text

# Connect service model 2017-08-08, PhoneNumberDescription. botocore doesn't check it.
_LENGTH = 500

_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidDescription",
        lambda value: not isinstance(value, str),
        lambda value: f"description is {value!r}: give a string of at most {_LENGTH} characters.",
    ),
    Rule(
        "InvalidDescriptionLength",
        lambda value: len(value) > _LENGTH,
        lambda value: f"description has {len(value)} characters: give {_LENGTH} at most.",
    ),
    Rule(
        "InvalidDescription",
        lambda value: not is_text(value),
        lambda value: f"description is {value!r}, with half of a surrogate pair: give characters.",
    ),
)


def description_findings(description: str) -> list[Finding]:
    """What is wrong with a description."""
    return evaluate(_RULES, description)
