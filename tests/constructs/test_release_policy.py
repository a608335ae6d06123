"""Parking, and taking what is parked, as the custom resource is told of them."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk.assertions import Template

from constructs_lib import ClaimedPhoneNumber, ReleasePolicy

from .support import INSTANCE_ARN, new_stack, number


@pytest.mark.parametrize(
    ("arguments", "properties"),
    [
        ({}, {}),
        ({"release_policy": ReleasePolicy.RELEASE_WITHIN_BUDGET, "take_parked": True}, {}),
        ({"release_policy": ReleasePolicy.PARK}, {"ReleasePolicy": "PARK"}),
        ({"release_policy": ReleasePolicy.RELEASE}, {"ReleasePolicy": "RELEASE"}),
        ({"take_parked": False}, {"TakeParked": "false"}),
    ],
)
def test_what_is_not_the_default_is_told(arguments: dict[str, Any], properties: dict[str, str]) -> None:
    stack = new_stack()
    ClaimedPhoneNumber(stack, "Support", target=INSTANCE_ARN, phone_number="+12065550100", **arguments)
    told = number(Template.from_stack(stack), "Support")["Properties"]
    assert {name: told[name] for name in ("ReleasePolicy", "TakeParked") if name in told} == properties
