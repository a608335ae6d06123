"""Apps that declare more numbers for a target than it may hold."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import Annotations, App, CfnParameter, NestedStack, Stack, Stage
from constructs import Construct

from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberProvider,
    PhoneNumberSearch,
    PhoneNumberType,
    PhoneNumberWarning,
)

from .support import (
    ACCOUNT,
    CONTEXT,
    GROUP_ARN,
    INSTANCE_ARN,
    OTHER_INSTANCE_ARN,
    PHONE_NUMBER_ARN,
    new_group,
    new_instance,
    new_stack,
)

KEY = "connect-phone-numbers:quota"
ID = PhoneNumberWarning.QUOTA
INSTANCE_ID = INSTANCE_ARN.rpartition("/")[2]


def new_app(quota: Any = None) -> App:
    return App(context={**CONTEXT, "@aws-cdk/core:defaultCrossStackReferences": "strong", KEY: quota})


def declare(count: int, scope: Construct, target: Any = INSTANCE_ARN, **arguments: Any) -> None:
    search = PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID)
    for _ in range(count):
        id = f"Number{len(scope.node.children)}"
        ClaimedPhoneNumber(scope, id, target=target, search=search, **arguments)


def warnings(stage: Stage) -> dict[str, list[str]]:
    """The warnings about quotas, by the stack that they are on."""
    found = {
        stack.stack_name: [str(message.entry.data) for message in stack.messages if ID in str(message.entry.data)]
        for stack in stage.synth().stacks
    }
    return {name: messages for name, messages in found.items() if messages}


def test_as_many_as_the_default_are_no_matter() -> None:
    app = new_app()
    stack = new_stack(app)
    declare(5, stack)
    declare(5, stack, OTHER_INSTANCE_ARN)
    declare(5, stack, GROUP_ARN)
    ClaimedPhoneNumber.from_phone_number_attributes(
        stack, "Imported", phone_number_arn=PHONE_NUMBER_ARN, target_arn=INSTANCE_ARN
    )
    declare(1, stack)
    assert stack.node.try_remove_child("Number0")
    declare(1, Construct(stack, "Department"))
    assert stack.node.try_remove_child("Department")
    assert warnings(app) == {}


def test_more_are_a_warning_with_the_count_on_every_stack_that_has_some() -> None:
    app = new_app()
    one, two, other = (new_stack(app, id) for id in ("One", "Two", "Other"))
    declare(3, one)
    declare(2, two)
    declare(1, NestedStack(two, "Nested"))
    declare(5, other, OTHER_INSTANCE_ARN)
    found = warnings(app)
    assert found.keys() == {"One", "Two"}
    [warning] = found["One"]
    assert found["Two"] == [warning]
    assert warning.startswith(
        f"6 phone numbers are declared for us-east-1 instance/{INSTANCE_ID} (3 in One, 3 in Two), and its quota is 5 "
    )
    assert KEY in warning


def test_it_can_be_acknowledged() -> None:
    app = new_app()
    stack = new_stack(app)
    declare(6, stack)
    Annotations.of(stack).acknowledge_warning(ID, "It was raised")
    assert warnings(app) == {}


def test_an_instance_of_the_app_is_one_target_however_it_is_referred_to() -> None:
    app = new_app()
    owner, user = new_stack(app, "Owner"), new_stack(app, "User")
    instance = new_instance(owner)
    provider = PhoneNumberProvider(owner, "Provider")
    by_id = user.format_arn(service="connect", resource="instance", resource_name=instance.attr_id)
    for scope, target in (
        (owner, instance),
        (owner, instance.attr_arn),
        (user, instance),
        (user, instance.ref),
        (user, by_id),
        (NestedStack(user, "Nested"), instance),
    ):
        declare(1, scope, target, provider=provider)
    found = warnings(app)
    assert found.keys() == {"Owner", "User"}
    [warning] = found["Owner"]
    assert warning.startswith("6 phone numbers are declared for Owner/Instance (2 in Owner, 4 in User)")


def test_a_group_of_the_app_is_another_target_than_its_instance() -> None:
    app = new_app()
    stack = new_stack(app)
    instance = new_instance(stack)
    group = new_group(stack, instance.attr_arn)
    declare(5, stack, instance)
    declare(6, stack, group)
    [warning] = warnings(app)["ContactCenter"]
    assert "6 phone numbers are declared for ContactCenter/Group" in warning


def test_an_arn_of_tokens_is_the_same_target_as_the_arn_itself() -> None:
    app = new_app()
    known, anywhere = new_stack(app), Stack(app, "Anywhere")
    declare(3, known, known.format_arn(service="connect", resource="instance", resource_name=INSTANCE_ID))
    declare(3, known)
    declare(5, anywhere, anywhere.format_arn(service="connect", resource="instance", resource_name=INSTANCE_ID))
    assert [len(messages) for messages in warnings(app).values()] == [1]


def test_a_replica_is_another_instance_of_the_same_id() -> None:
    app = new_app()
    declare(5, new_stack(app, "Virginia"))
    declare(5, new_stack(app, "Oregon", region="us-west-2"), INSTANCE_ARN.replace("us-east-1", "us-west-2"))
    assert warnings(app) == {}


def test_parameters_are_targets_of_their_own() -> None:
    app = new_app()
    stack = new_stack(app)
    for i in range(2):
        declare(3 + 3 * i, stack, CfnParameter(stack, f"Target{i}").value_as_string)
    [warning] = warnings(app)["ContactCenter"]
    assert "6 phone numbers are declared for ContactCenter/Target1.Ref" in warning


def test_stages_are_counted_together() -> None:
    app = new_app()
    stages = [Stage(app, id) for id in ("First", "Second")]
    for stage in stages:
        declare(3, Stack(stage, "Stack", env={"account": ACCOUNT, "region": "us-east-1"}))
    for stage in stages:
        [[warning]] = warnings(stage).values()
        assert "(3 in First/Stack, 3 in Second/Stack)" in warning


@pytest.mark.parametrize("quota", [5, "5", {INSTANCE_ARN: 5}, {INSTANCE_ARN: "5", OTHER_INSTANCE_ARN: 9}])
def test_more_than_a_quota_that_is_stated_are_an_error(quota: Any) -> None:
    app = new_app(quota)
    declare(6, new_stack(app))
    with pytest.raises(RuntimeError, match=rf"6 phone numbers are declared .*, and its quota is 5, by .* {KEY}"):
        app.synth()


@pytest.mark.parametrize("quota", [6, "6", {INSTANCE_ARN: 6}])
def test_a_quota_that_is_stated_may_be_used_up(quota: Any) -> None:
    app = new_app(quota)
    declare(6, new_stack(app))
    assert warnings(app) == {}


def test_what_is_stated_of_one_instance_says_nothing_of_another() -> None:
    app = new_app({OTHER_INSTANCE_ARN: 50})
    stack = new_stack(app)
    declare(6, stack)
    declare(50, stack, OTHER_INSTANCE_ARN)
    [warning] = warnings(app)["ContactCenter"]
    assert INSTANCE_ID in warning


@pytest.mark.parametrize("quota", [0, -1, 2.5, True, "five", "", [5], {INSTANCE_ARN: 0}, {"my-instance": 5}])
def test_what_is_no_quota_is_an_error(quota: Any) -> None:
    app = new_app(quota)
    declare(1, new_stack(app))
    with pytest.raises(RuntimeError, match=rf"The context value {KEY} has "):
        app.synth()


def test_what_the_provider_assumes_is_still_a_warning() -> None:
    app = new_app()
    stack = new_stack(app)
    provider = PhoneNumberProvider(stack, "Provider", phone_numbers_per_instance=7)
    declare(7, stack, provider=provider)
    declare(8, stack, OTHER_INSTANCE_ARN, provider=provider)
    [warning] = warnings(app)["ContactCenter"]
    assert warning.startswith("8 phone numbers are declared")
    assert "its quota is 7, as its provider assumes" in warning
