"""Numbers that spell something."""

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
"""ITU-T E.161."""
_ANY_RUN, _ANY_DIGIT = "*", "?"
_IGNORED = str.maketrans("", "", " -.()")
_PREFIX_DIGITS = 11
"""The most digits that a search's prefix may have."""


@dataclass(frozen=True)
class VanityPattern:
    """Digits, letters of the keypad, `?` for one digit and `*` for any run of digits.

    With a `*` it is compared with the whole national number, without one with its end.

    Attributes:
        text: in upper case, without what only groups digits.
    """

    text: str

    @classmethod
    def parse(cls, given: str) -> Self:
        """Read a pattern.

        Raises:
            Problem: it holds something else, or nothing that a number could miss.
        """
        text = given.upper().translate(_IGNORED)
        wrong = sorted({character for character in text if not _is_part(character)})
        if wrong or not text.strip("*?"):
            what = f"has {' '.join(wrong)}" if wrong else "asks for nothing"
            raise Problem(
                f"The pattern {given!r} {what}: give digits, letters, ? for one digit and * for any run of digits, for "
                "example '*CORP'.",
                ExitCode.USAGE,
            )
        return cls(text)

    def spelled(self, national_number: str) -> str | None:
        """The national number with the pattern's letters in place of their digits; None where it doesn't match."""
        tokens = self.text if _ANY_RUN in self.text else f"{_ANY_RUN}{self.text}"
        match = re.fullmatch("".join(f"({_expression(token)})" for token in tokens), national_number)
        if match is None:
            return None
        return "".join(
            token if token in _KEYPAD else digits for token, digits in zip(tokens, match.groups(), strict=True)
        )

    def prefix(self, calling_code: int) -> str | None:
        """The prefix that all its numbers have; None where it does not fix one."""
        start = re.match(r"[^*?]*", self.text) if _ANY_RUN in self.text else None
        digits = "".join(_KEYPAD.get(character, character) for character in start[0]) if start else ""
        return f"+{calling_code}{digits}"[: _PREFIX_DIGITS + 1] if digits else None


def _is_part(character: str) -> bool:
    return character in (_ANY_RUN, _ANY_DIGIT) or character in _KEYPAD or (character.isascii() and character.isdigit())


def _expression(token: str) -> str:
    if token == _ANY_RUN:
        return r"\d*"
    return r"\d" if token == _ANY_DIGIT else _KEYPAD.get(token, token)
