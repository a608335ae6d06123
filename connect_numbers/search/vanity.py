"""Patterns for numbers that spell a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..exit_code import ExitCode
from ..problem import Problem

_KEYPAD = {
    letter: digit
    for digit, letters in zip("23456789", ("ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"), strict=True)
    for letter in letters
}
"""The letters of a telephone keypad, by ITU-T E.161."""
_ANY_RUN, _ANY_DIGIT = "*", "?"
_IGNORED = str.maketrans("", "", " -.()")
_PREFIX_DIGITS = 11
"""The most digits that a prefix of SearchAvailablePhoneNumbers may have."""


@dataclass(frozen=True)
class VanityPattern:
    """A pattern of digits, letters of the keypad, `?` for one digit and `*` for any run of digits.

    A pattern with `*` is compared with the whole national number, any other pattern with the number's last digits.

    Attributes:
        text: in upper case, without spaces, hyphens, dots and parentheses.
    """

    text: str

    @classmethod
    def parse(cls, given: str) -> Self:
        """Read a pattern.

        Raises:
            Problem: the pattern has another character, or has only `?` and `*`, which any number matches.
        """
        text = given.upper().translate(_IGNORED)
        wrong = sorted({character for character in text if not _is_part(character)})
        if wrong or not text.strip("*?"):
            what = f"has {' '.join(wrong)}" if wrong else "has no digit and no letter"
            raise Problem(
                f"The pattern {given!r} {what}: give digits, letters, ? for one digit and * for any run of digits, for "
                "example '*CORP'.",
                ExitCode.USAGE,
            )
        return cls(text)

    def spelled(self, national_number: str) -> str | None:
        """The national number with the pattern's letters in place of their digits. None if it does not match."""
        tokens = self.text if _ANY_RUN in self.text else f"{_ANY_RUN}{self.text}"
        match = re.fullmatch("".join(f"({_expression(token)})" for token in tokens), national_number)
        if match is None:
            return None
        return "".join(
            token if token in _KEYPAD else digits for token, digits in zip(tokens, match.groups(), strict=True)
        )

    def prefix(self, calling_code: int) -> str | None:
        """The prefix that all matching numbers have, with + and calling code.

        None if the pattern has no `*`, or does not begin with a digit or letter.
        """
        start = re.match(r"[^*?]*", self.text) if _ANY_RUN in self.text else None
        digits = "".join(_KEYPAD.get(character, character) for character in start[0]) if start else ""
        return f"+{calling_code}{digits}"[: _PREFIX_DIGITS + 1] if digits else None


def _is_part(character: str) -> bool:
    return character in (_ANY_RUN, _ANY_DIGIT) or character in _KEYPAD or (character.isascii() and character.isdigit())


def _expression(token: str) -> str:
    if token == _ANY_RUN:
        return r"\d*"
    return r"\d" if token == _ANY_DIGIT else _KEYPAD.get(token, token)
