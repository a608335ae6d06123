"""The phone numbers that exist: fictional ones, all valid by libphonenumber, the same on every run.

If a regulator reserves numbers for drama (North America's 555-01xx, Ofcom, ARCEP, ACMA, Bundesnetzagentur, PTS), these
are used. No number here is ever dialled.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

DID = "DID"
TOLL_FREE = "TOLL_FREE"


@dataclass(frozen=True, order=True)
class InventoryNumber:
    """A number with the country (ISO 3166) and type that Connect files it under."""

    phone_number: str
    country_code: str
    phone_number_type: str


@dataclass(frozen=True)
class NumberBlock:
    """`count` numbers that follow each other, from `first` (E.164) on."""

    country_code: str
    phone_number_type: str
    first: str
    count: int

    def numbers(self) -> Iterator[InventoryNumber]:
        """Each number of the block, in order."""
        start = int(self.first.removeprefix("+"))
        for number in range(start, start + self.count):
            yield InventoryNumber(f"+{number}", self.country_code, self.phone_number_type)


_US_AREA_CODES = ("206", "212", "303", "312", "415", "425", "512", "617", "702", "972")
_CA_AREA_CODES = ("416", "514", "604")

BLOCKS = (
    *(NumberBlock("US", DID, f"+1{area_code}5550100", 100) for area_code in _US_AREA_CODES),
    NumberBlock("US", TOLL_FREE, "+18005550100", 100),
    NumberBlock("US", TOLL_FREE, "+18885550100", 50),
    *(NumberBlock("CA", DID, f"+1{area_code}5550100", 100) for area_code in _CA_AREA_CODES),
    NumberBlock("CA", TOLL_FREE, "+18335550100", 50),
    NumberBlock("GB", DID, "+442079460000", 100),
    NumberBlock("GB", DID, "+441134960000", 50),
    NumberBlock("GB", TOLL_FREE, "+448081570000", 50),
    NumberBlock("DE", DID, "+493023125000", 100),
    NumberBlock("DE", DID, "+496990009000", 50),
    NumberBlock("FR", DID, "+33199000000", 100),
    NumberBlock("AU", DID, "+61255500000", 100),
    NumberBlock("AU", TOLL_FREE, "+611800975707", 5),
    NumberBlock("JP", DID, "+81355500100", 50),
    NumberBlock("JP", TOLL_FREE, "+81120555010", 20),
    NumberBlock("SE", DID, "+46846500400", 100),
    NumberBlock("IE", DID, "+35315550100", 50),
    NumberBlock("NL", DID, "+31205550100", 50),
    NumberBlock("ES", DID, "+34915550100", 50),
    NumberBlock("NZ", DID, "+6445550100", 50),
    NumberBlock("SG", DID, "+6565550100", 50),
    NumberBlock("BR", DID, "+551155550100", 50),
    NumberBlock("MX", DID, "+525555500100", 50),
    NumberBlock("CH", DID, "+41445550100", 50),
)

CALLING_CODES = {
    "AU": "61",
    "BR": "55",
    "CA": "1",
    "CH": "41",
    "DE": "49",
    "ES": "34",
    "FR": "33",
    "GB": "44",
    "IE": "353",
    "JP": "81",
    "MX": "52",
    "NL": "31",
    "NZ": "64",
    "SE": "46",
    "SG": "65",
    "US": "1",
}
"""The country calling codes of the countries that have numbers."""

HELD_BY_OTHERS_FROM_THE_START = frozenset(
    {"+12065550101", "+12065550107", "+12125550100", "+14255550103", "+18005550100", "+442079460003"}
)
"""Numbers that exist and belong to other customers of AWS."""


@cache
def inventory() -> dict[str, InventoryNumber]:
    """Every number that exists, by its E.164 form, in ascending order."""
    numbers = sorted(number for block in BLOCKS for number in block.numbers())
    return {number.phone_number: number for number in numbers}
