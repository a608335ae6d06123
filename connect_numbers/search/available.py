"""The numbers that Amazon Connect offers to be claimed."""

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
        phone_number: in E.164.
        country_code: such as US.
        number_type: such as DID.
        spelled: the national number with the pattern's letters in place of their digits, "" without a pattern.
    """

    phone_number: str
    country_code: str
    number_type: str
    spelled: str

    @property
    def national(self) -> str:
        """The number as people of its country write it."""
        parsed = phonenumbers.parse(self.phone_number)
        return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL))

    def as_json(self) -> dict[str, Any]:
        """The JSON of `--json`."""
        return {
            "phone_number": self.phone_number,
            "country_code": self.country_code,
            "phone_number_type": self.number_type,
            "national_format": self.national,
            "spelled": self.spelled or None,
        }


@dataclass(frozen=True)
class Found:
    """The result of a search.

    Attributes:
        numbers: the numbers that match, in the service's order.
        looked_at: how many numbers were compared.
        is_all: whether these are all the numbers that match. False if the search stopped before the last page.
    """

    numbers: Sequence[AvailableNumber]
    looked_at: int
    is_all: bool

    def as_json(self) -> dict[str, Any]:
        """The JSON of `--json`, without the place."""
        return {
            "looked_at": self.looked_at,
            "is_all": self.is_all,
            "numbers": [number.as_json() for number in self.numbers],
        }


@dataclass(frozen=True)
class NumberSearch:
    """The numbers to look for.

    Attributes:
        target_arn: the instance or traffic distribution group that the numbers would be claimed to.
        country_code: such as US.
        number_type: such as DID.
        prefixes: the first digits, with + and calling code; empty for any.
        pattern: the pattern that a number has to match; None for any.
    """

    target_arn: str
    country_code: str
    number_type: str
    prefixes: Sequence[str]
    pattern: VanityPattern | None


def calling_code(country_code: str) -> int:
    """The calling code of the country with this ISO 3166-1 alpha-2 code. 0 if there is no such country."""
    return phonenumbers.country_code_for_region(country_code)


def find_available(aws: Aws, search: NumberSearch, pages: int, *, limit: int | None = None) -> Found:
    """Search numbers that match.

    Args:
        aws: the account and Region.
        search: the numbers to look for.
        pages: how many pages of ten to read for each prefix.
        limit: stop after so many numbers that match. Default: no limit.
    """
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
    """For each page: its numbers, and whether it is the last page."""
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
