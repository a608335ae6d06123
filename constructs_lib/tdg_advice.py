"""What is suspicious about the flows of a traffic distribution group's number, and yet allowed."""

from __future__ import annotations

from collections.abc import Sequence

from .global_resiliency_regions import pair_advice
from .is_token import is_token


def tdg_advice(home_region: str, contact_flow_regions: Sequence[str | None]) -> list[tuple[str, str]]:
    """Warnings, each with the last part of its id.

    Args:
        home_region: the group's Region, which is the stack's; may be a token.
        contact_flow_regions: the Region of each flow, None where it is not known.
    """
    advice = []
    if len(contact_flow_regions) == 1:
        where = f" ({contact_flow_regions[0]})" if contact_flow_regions[0] else ""
        advice.append(
            (
                "one-region",
                f"contact_flows has a flow of one Region only{where}: while the traffic distribution group routes "
                "calls to the other, nothing answers them. Give a flow of each Region.",
            )
        )
    others = {region for region in contact_flow_regions if region is not None} - {home_region}
    if not is_token(home_region):
        pairs = (pair_advice(home_region, region) for region in sorted(others))
        advice += [("region-pair", f"contact_flows has a flow whose Region, {pair}") for pair in pairs if pair]
    return advice
