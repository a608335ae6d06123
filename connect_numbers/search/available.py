"""The numbers that Amazon Connect has to give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import phonenumbers
from rich.progress import Progress

from ..aws.aws import Aws
from ..output.console import stderr
from .vanity import VanityPattern

if TYPE_CHECKING:
    from mypy_boto3_connect.literals import PhoneNumberCountryCodeType, PhoneNumberTypeType

PAGE_SIZE = 10


@dataclass(frozen=True)
class AvailableNumber:
    """A number that can be claimed.

    Attributes:
        spelled: its national part with a pattern's letters, "" without a pattern.
    """

    phone_number: str
    country_code: str
    number_type: str
    spelled: str

    @property
    def national(self) -> str:
        """As people of its country write it."""
        parsed = phonenumbers.parse(self.phone_number)
        return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL))

    def as_json(self) -> dict[str, Any]:
        """As `--json` shows it."""
        return {
            "phone_number": self.phone_number,
            "country_code": self.country_code,
            "phone_number_type": self.number_type,
            "national_format": self.national,
            "spelled": self.spelled or None,
        }


@dataclass(frozen=True)
class Found:
    """What a search came to.

    Attributes:
        numbers: those that fit, in the service's order.
        looked_at: how many numbers were compared.
        is_all: whether there are no others; False where it stopped before the last page.
    """

    numbers: Sequence[AvailableNumber]
    looked_at: int
    is_all: bool


@dataclass(frozen=True)
class NumberSearch:
    """What to look for. `prefixes` is empty for any."""

    target_arn: str
    country_code: str
    number_type: str
    prefixes: Sequence[str]
    pattern: VanityPattern | None


def calling_code(country_code: str) -> int:
    """A country's calling code; 0 where it has none."""
    return phonenumbers.country_code_for_region(country_code)


def find_available(aws: Aws, search: NumberSearch, pages: int, *, limit: int | None = None) -> Found:
    """Look through so many pages of ten, for each prefix; no further than to so many numbers that fit."""
    found: dict[str, AvailableNumber] = {}
    seen: set[str] = set()
    prefixes = search.prefixes or _prefixes_of_pattern(search)
    unread = len(prefixes)
    console = stderr()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Searching", total=pages * len(prefixes))
        for prefix in prefixes:
            for numbers, is_last in _pages(aws, search, prefix, pages):
                progress.advance(task)
                unread -= is_last
                seen.update(numbers)
                found.update({number: each for number in numbers if (each := _matched(search, number)) is not None})
                if limit is not None and len(found) >= limit:
                    is_all = len(found) == limit and not unread
                    return Found(list(found.values())[:limit], len(seen), is_all)
    return Found(list(found.values()), len(seen), not unread)


def _prefixes_of_pattern(search: NumberSearch) -> list[str]:
    prefix = search.pattern.prefix(calling_code(search.country_code)) if search.pattern else None
    return [prefix or ""]


def _pages(aws: Aws, search: NumberSearch, prefix: str, pages: int) -> Iterator[tuple[list[str], bool]]:
    """Each page's numbers, and whether it is the last."""
    more: dict[str, str] = {"PhoneNumberPrefix": prefix} if prefix else {}
    for _ in range(pages):
        answer = aws.connect().search_available_phone_numbers(
            TargetArn=search.target_arn,
            PhoneNumberCountryCode=cast("PhoneNumberCountryCodeType", search.country_code),
            PhoneNumberType=cast("PhoneNumberTypeType", search.number_type),
            MaxResults=PAGE_SIZE,
            **more,
        )
        token = answer.get("NextToken", "")
        yield [each["PhoneNumber"] for each in answer.get("AvailableNumbersList", [])], not token
        if not token:
            return
        more["NextToken"] = token


def _matched(search: NumberSearch, number: str) -> AvailableNumber | None:
    if search.pattern is None:
        return AvailableNumber(number, search.country_code, search.number_type, "")
    national = phonenumbers.national_significant_number(phonenumbers.parse(number))
    spelled = search.pattern.spelled(national)
    return None if spelled is None else AvailableNumber(number, search.country_code, search.number_type, spelled)
