"""Tags of a number, its own and those that enclosing constructs give it."""

from __future__ import annotations

import re

import pytest
from aws_cdk import App, Aws, Stack, Tags
from aws_cdk.assertions import Template

from constructs_lib import ClaimedPhoneNumber

from .support import INSTANCE_ARN, new_stack, number


def stack_with_number(**tags: str) -> tuple[Stack, ClaimedPhoneNumber]:
    stack = new_stack()
    return stack, ClaimedPhoneNumber(stack, "Support", target=INSTANCE_ARN, phone_number="+12065550100", tags=tags)


def test_tags_of_reach_a_number() -> None:
    stack, phone_number = stack_with_number(team="support", stage="own")
    Tags.of(stack).add("stage", "production")
    Tags.of(stack).add("elsewhere", "x", exclude_resource_types=["Custom::ConnectPhoneNumber"])
    Tags.of(phone_number).add("line", "1")
    Tags.of(phone_number).remove("team")
    assert number(Template.from_stack(stack), "Support")["Properties"]["Tags"] == [
        {"Key": "line", "Value": "1"},
        {"Key": "stage", "Value": "production"},
    ]


def test_tags_of_that_the_service_would_refuse_stop_the_synthesis() -> None:
    stack, phone_number = stack_with_number()
    Tags.of(stack).add("cost;center", "7")
    for i in range(47):
        Tags.of(phone_number).add(f"key{i}", "")
    with pytest.raises(RuntimeError) as caught:
        App.of(stack).synth()  # type: ignore[union-attr]
    assert re.search(r"ContactCenter/Support\] tags: the key 'cost;center'.*InvalidTagKey", str(caught.value))
    assert re.search(r"ContactCenter/Support\] tags: there are 48.*TooManyTags", str(caught.value))


def test_a_tag_that_only_the_deployment_knows_is_taken() -> None:
    stack, phone_number = stack_with_number(stack=Aws.STACK_NAME)
    Tags.of(phone_number).add(Aws.ACCOUNT_ID, "account")
    App.of(stack).synth()  # type: ignore[union-attr]
