"""How many numbers fit in one stack, and what synthesis says of more."""

from pathlib import Path

import pytest
from aws_cdk import App, Environment, Stack

from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch
from constructs_lib.private import stack_limits
from constructs_lib.private.stack_limits import (
    NUMBERS_PER_STACK,
    PROVIDER_RESOURCES,
    STACK_RESOURCES,
    stack_problems,
    template_characters,
)

INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555"


def stack_of(numbers: int, tags: dict[str, str] | None = None) -> tuple[App, Stack]:
    app = App(context={"connect-phone-numbers:quota": 1000})
    stack = Stack(app, "ContactCenter", env=Environment(account="123456789012", region="us-east-1"))
    search = PhoneNumberSearch(country_code="US", type="DID")
    for index in range(numbers):
        ClaimedPhoneNumber(
            stack, f"Number{index}", target=INSTANCE_ARN, search=search, description="Support line", tags=tags
        )
    return app, stack


def test_a_stack_has_as_many_resources_beside_its_numbers_as_the_limit_takes_them_for() -> None:
    app, stack = stack_of(2)
    template = app.synth().get_stack_by_name(stack.stack_name).template
    assert len(template["Resources"]) == 2 + PROVIDER_RESOURCES
    assert NUMBERS_PER_STACK == 493


def test_more_numbers_than_resources_are_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack_limits, "STACK_RESOURCES", 3)
    monkeypatch.setattr(stack_limits, "NUMBERS_PER_STACK", 1)
    app, _ = stack_of(3)
    with pytest.raises(RuntimeError, match="3 phone numbers are declared in ContactCenter") as caught:
        app.synth()
    assert "Declare 2 or more of them in another stack" in str(caught.value)


def test_as_many_as_may_fit_are_left_to_the_cdk() -> None:
    assert stack_problems("Stack", [1] * (STACK_RESOURCES - 1)) == []
    assert stack_problems("Stack", [1] * STACK_RESOURCES) != []


def test_a_template_that_is_too_large_is_refused_with_the_remedy() -> None:
    assert stack_problems("Stack", [100_000] * 10) == []
    (problem,) = stack_problems("Stack", [100_001] * 10)
    assert "1,000,010 characters" in problem
    assert "another stack" in problem


@pytest.mark.parametrize("tags", [{}, {f"key{index}": "v" * 200 for index in range(47)}], ids=["no tags", "47 tags"])
def test_the_estimate_is_about_what_the_template_has(tags: dict[str, str]) -> None:
    few, many = (
        app.synth().get_stack_by_name(stack.stack_name) for app, stack in (stack_of(1, tags), stack_of(6, tags))
    )
    resources = many.template["Resources"].values()
    properties = next(each["Properties"] for each in resources if each["Type"] == "Custom::ConnectPhoneNumber")
    own = {name: value for name, value in properties.items() if name != "Tags"}
    few_size, many_size = (len(Path(artifact.template_full_path).read_text()) for artifact in (few, many))
    assert template_characters(own, tags) == pytest.approx((many_size - few_size) / 5, rel=0.2)
