"""`search`: numbers that can be claimed, and those among them that spell something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from connect_phone_numbers.properties.selection_properties import PHONE_NUMBER_TYPES

from ..account.targets import Targets
from ..aws.aws import Aws
from ..exit_code import ExitCode
from ..options import Json, Local, Profile, Region
from ..output.console import stderr, stdout
from ..output.show_json import show_json
from ..output.table import Column, show_table
from ..output.words import count
from ..problem import Problem
from ..search.available import AvailableNumber, Found, NumberSearch, calling_code, find_available
from ..search.vanity import VanityPattern
from ..source.literal import construct_id, quoted
from ..source.number import IMPORT, NumberSource

Country = Annotated[str, typer.Option("--country", metavar="CODE", help="Country in ISO 3166-1 alpha-2, such as US.")]
Type = Annotated[str, typer.Option("--type", metavar="TYPE", help=f"One of {', '.join(PHONE_NUMBER_TYPES)}.")]
Prefix = Annotated[
    list[str] | None,
    typer.Option(
        "--prefix", metavar="+DIGITS", help="First digits, with the calling code, for example +1206. May be repeated."
    ),
]
Pages = Annotated[
    int,
    typer.Option(
        "--pages",
        min=1,
        metavar="N",
        help="Read N pages of ten numbers for each prefix. Amazon Connect allows 2 pages per second.",
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Stop after N numbers that match.")]
TargetName = Annotated[
    str | None,
    typer.Option(
        "--target",
        metavar="TARGET",
        help="Instance (ARN, id or alias) or traffic distribution group (ARN). Default: the only instance.",
    ),
]
AsConstruct = Annotated[
    bool, typer.Option("--construct", help="Print Python for the first number found, to paste into a stack.")
]
Pattern = Annotated[
    str | None,
    typer.Argument(
        metavar="PATTERN",
        help="Digits, letters (as on a keypad), ? for one digit, * for any run of digits. A pattern with * is compared "
        "with the whole national number, any other pattern with the number's last digits.",
        show_default=False,
    ),
]


def search_command(
    pattern: Pattern = None,
    country: Country = "US",
    type: Type = "DID",
    prefix: Prefix = None,
    pages: Pages = 5,
    limit: Limit = None,
    target: TargetName = None,
    construct: AsConstruct = False,
    as_json: Json = False,
    region: Region = None,
    profile: Profile = None,
    local: Local = False,
) -> None:
    """Search numbers that can be claimed now.

    A pattern may spell a word. The command claims nothing: a number may be gone a minute later. The command ends with 1
    if it found no number.

    Examples:

      connect-numbers search --prefix +1206 --limit 5

      connect-numbers search '*JKL01?0'

      connect-numbers search '206*0142' --construct
    """
    country_code, number_type, prefixes = _country(country), _type(type), tuple(prefix or ())
    _require_prefixes(prefixes, country_code)
    vanity = VanityPattern.parse(pattern) if pattern else None
    aws = Aws.of(region, profile, local=local)
    target_arn = target if target and target.startswith("arn:") else Targets(aws).only_one(target).arn
    search = NumberSearch(target_arn, country_code, number_type, prefixes, vanity)
    found = find_available(aws, search, pages, limit=1 if construct else limit)
    if as_json:
        show_json({"region": aws.region, "target_arn": target_arn, **found.as_json()})
    elif construct and found.numbers:
        _print_construct(found.numbers[0], target_arn)
    else:
        _show(stderr() if construct else stdout(), found, pattern)
    if not found.numbers:
        raise typer.Exit(ExitCode.NO)


def _country(given: str) -> str:
    country = given.upper()
    if not calling_code(country):
        raise Problem(
            f"--country {given} is not a country: give ISO 3166-1 alpha-2, for example US or GB (not UK).",
            ExitCode.USAGE,
        )
    return country


def _type(given: str) -> str:
    number_type = given.upper().replace("-", "_")
    if number_type not in PHONE_NUMBER_TYPES:
        raise Problem(f"--type {given} is none of {', '.join(PHONE_NUMBER_TYPES)}.", ExitCode.USAGE)
    return number_type


def _require_prefixes(prefixes: Sequence[str], country_code: str) -> None:
    for prefix in prefixes:
        digits = prefix.removeprefix("+")
        if prefix == digits or not digits.isdigit() or len(digits) > 11:
            raise Problem(
                f"--prefix {prefix} is not + and 1 to 11 digits with the calling code, for example "
                f"+{calling_code(country_code)}206.",
                ExitCode.USAGE,
            )


def _print_construct(found: AvailableNumber, target_arn: str) -> None:
    source = NumberSource(construct_id(found.phone_number, found.spelled), found.phone_number, quoted(target_arn))
    typer.echo("\n".join([IMPORT, "", source.python]))


def _show(console: Console, found: Found, pattern: str | None) -> None:
    looked = f"{count(found.looked_at, 'available number')} looked at"
    more = "" if found.is_all else "; --pages looks at more"
    if not found.numbers:
        fits = f"None fits {pattern}" if pattern else "No such number is available"
        console.print(f"{fits}: {looked}{more}.")
        return
    columns = (Column("Number"), Column("National"), Column("Spelled"), Column("Type", rank=1))
    shown = columns if pattern else (*columns[:2], columns[3])
    show_table(console, shown, [_row(number, with_spelling=bool(pattern)) for number in found.numbers])
    console.print()
    console.print(Text(f"{len(found.numbers)} found, {looked}{more}.", "faint"))


def _row(number: AvailableNumber, *, with_spelling: bool) -> tuple[str | Text, ...]:
    kind = f"{number.country_code} {number.number_type}"
    if not with_spelling:
        return (number.phone_number, number.national, kind)
    spelled = Text(number.spelled)
    spelled.highlight_regex(r"[A-Z]", "claim")
    return (number.phone_number, number.national, spelled, kind)
