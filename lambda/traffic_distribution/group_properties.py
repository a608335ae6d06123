"""The property TrafficDistributionGroupArn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connect_phone_numbers.model.arn import ConnectArn
from connect_phone_numbers.model.message import shown
from connect_phone_numbers.properties.checks import own_arn

_WHY = "a group's calls and agents are distributed from where it was created"


def group_of(given: Mapping[str, Any], stack_id: str, problems: list[str]) -> ConnectArn | None:
    """The group, or None: what is wrong with its ARN is added to the problems."""
    name = "TrafficDistributionGroupArn"
    arn = own_arn(name, given.get(name), stack_id, problems, _WHY)
    if arn is not None and not arn.is_traffic_distribution_group:
        problems.append(f"{name} {shown(arn.value)} is not the ARN of a traffic distribution group")
        return None
    return arn
