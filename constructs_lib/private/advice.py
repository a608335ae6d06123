"""Warnings about arguments that are allowed but suspicious."""

from __future__ import annotations

import re

import phonenumbers

from ..phone_number_search import PhoneNumberSearch
from ..phone_number_warning import PhoneNumberWarning
from .group_contact_flows import GroupContactFlows
from .tokens import is_token

REPLICA_REGIONS = {
    "ap-northeast-1": "ap-northeast-3",
    "eu-central-1": "eu-west-2",
    "eu-west-2": "eu-central-1",
    "us-east-1": "us-west-2",
    "us-west-2": "us-east-1",
}
"""By an instance's Region: the Regions to which Global Resiliency replicates it.

https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html
"""

_AREA_CODE = re.compile(r"\+1[0-9]{3}")
_AREA_TYPES = (
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)


def search_advice(search: PhoneNumberSearch) -> list[str]:
    """Warnings about prefixes of +1 with another country's area code: two dozen countries share this calling code.

    These are no errors: new area codes may be missing in libphonenumber's data.
    """
    if is_token(search.country_code):
        return []
    return [
        f"search.prefixes has {prefix!r}, which is in {country} and not in {search.country_code}: "
        "Amazon Connect will probably find no number."
        for prefix in search.prefixes
        if not is_token(prefix)
        and (country := _country_of_area_code(prefix)) is not None
        and country != search.country_code
    ]


def _country_of_area_code(prefix: str) -> str | None:
    area_code = _AREA_CODE.match(prefix)
    if area_code is None:
        return None
    number = phonenumbers.parse(f"{area_code.group()}5550100")
    # Toll-free area codes belong to no country.
    if phonenumbers.number_type(number) not in _AREA_TYPES:
        return None
    country_code: str | None = phonenumbers.region_code_for_number(number)
    return country_code


def pair_advice(home_region: str, replica_region: str) -> str | None:
    """A warning if two known Regions are no pair of Global Resiliency, or None. The service may know more pairs."""
    pair = REPLICA_REGIONS.get(home_region)
    if replica_region == pair:
        return None
    known = f"{home_region} is paired with {pair}" if pair else f"{home_region} is not in a pair"
    return f"{replica_region} is not where Global Resiliency replicates instances of {home_region} to: {known}."


def tdg_advice(home_region: str, contact_flows: GroupContactFlows) -> list[tuple[PhoneNumberWarning, str]]:
    """Warnings about the flows of a traffic distribution group's number, each with its id.

    Args:
        home_region: the group's Region, which is the stack's; may be a token.
        contact_flows: the number's.
    """
    regions = contact_flows.regions
    advice: list[tuple[PhoneNumberWarning, str]] = []
    if len(regions) == 1 and not contact_flows.are_mirrored:
        where = f" ({regions[0]})" if regions[0] else ""
        advice.append(
            (
                PhoneNumberWarning.ONE_REGION,
                f"contact_flows has a flow of one Region only{where}: while the traffic distribution group routes "
                "calls to the other, nothing answers them. Give a flow of each Region.",
            )
        )
    others = {region for region in regions if region is not None} - {home_region}
    if not is_token(home_region):
        pairs = (pair_advice(home_region, region) for region in sorted(others))
        advice += [
            (PhoneNumberWarning.REGION_PAIR, f"contact_flows has a flow whose Region, {pair}") for pair in pairs if pair
        ]
    return advice
