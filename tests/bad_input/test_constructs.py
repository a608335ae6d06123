"""Whatever a construct is given, it takes, or says by name what is wrong; and leaves nothing in the tree then."""

import inspect
from dataclasses import replace
from typing import Any

import pytest
from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk.assertions import Template

from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberMetrics,
    PhoneNumberProvider,
    PhoneNumberValidationError,
    ReplicatedInstance,
)
from tests.bad_input.arguments import ARGUMENTS, Argument
from tests.bad_input.python_values import PYTHON_VALUES, tokens_by_kind
from tests.bad_input.values import TEXTS
from tests.constructs.support import INSTANCE_ARN, PHONE_NUMBER_ARN, new_stack

REFUSED_BY_CDK = {"pseudo parameter"}
"""When it validates the template: outside of Fn.sub, it would stay as it is."""


def refusal(argument: Argument, stack: Stack, value: Any) -> str:
    """The text of the error that a value meets."""
    accepted = (PhoneNumberValidationError, TypeError) if argument.is_construct else PhoneNumberValidationError
    with pytest.raises(accepted) as caught:
        argument.given(stack, "Refused", value)
    assert stack.node.try_find_child("Refused") is None
    text = str(caught.value)
    if isinstance(caught.value, PhoneNumberValidationError):
        assert text.startswith("ContactCenter/Refused:\n- ")
        assert len(caught.value.findings) == len(text.splitlines()) - 1
    assert argument.called in text
    assert ": give" in text or "give " in text
    return text


@pytest.mark.parametrize("where", ARGUMENTS)
def test_what_is_wrong_is_refused_by_name_and_leaves_nothing_in_the_tree(where: str) -> None:
    argument, stack = ARGUMENTS[where], new_stack()
    for name, value in PYTHON_VALUES.items():
        if name not in argument.right:
            assert refusal(argument, stack, value), name
    assert stack.node.children == []


@pytest.mark.parametrize("where", ARGUMENTS)
def test_tokens_that_cannot_become_what_is_asked_for_are_refused(where: str) -> None:
    argument, stack = ARGUMENTS[where], new_stack()
    for kind, tokens in tokens_by_kind(new_stack()).items():
        if kind not in argument.tokens:
            for token in tokens:
                refusal(argument, stack, token)
    assert stack.node.children == []


def test_what_is_right_is_taken_and_can_be_synthesised() -> None:
    """One stack of everything: each value and token, wherever it may stand."""
    stack = new_stack()
    kinds = tokens_by_kind(stack)
    right = [
        (argument, value)
        for argument in ARGUMENTS.values()
        for value in [
            *(PYTHON_VALUES[name] for name in sorted(argument.right - REFUSED_BY_CDK)),
            *(token for kind in sorted(argument.tokens) for token in kinds[kind]),
        ]
    ]
    for index, (argument, value) in enumerate(right):
        # One resource holds a number.
        number = {"phone_number": f"+1206555{index:04d}"} if "phone_number" in argument.others else {}
        replace(argument, others={**argument.others, **number}).given(stack, f"Taken{index}", value)
    numbers = Template.from_stack(stack).find_resources("Custom::ConnectPhoneNumber").values()
    descriptions = [number["Properties"].get("PhoneNumberDescription") for number in numbers]
    assert [name for name, text in TEXTS.items() if text not in descriptions] == sorted(REFUSED_BY_CDK)


def test_every_argument_of_every_construct_is_in_the_table() -> None:
    tested = {(argument.make, argument.name) for argument in ARGUMENTS.values()}
    shared = {"description", "tags", "release_policy", "take_parked", "removal_policy", "provider"}
    # What these do with an argument of the same name is ClaimedPhoneNumber's.
    shared |= {"target", "phone_number", "search", "contact_flow"}
    for make in {make for make, _ in tested}:
        called = vars(make)["__init__"] if isinstance(make, type) else make
        names = set(inspect.signature(called).parameters) - {"self", "scope", "id"}
        assert {name for name in names if (make, name) not in tested} <= shared


@pytest.mark.parametrize("value", [None, "Welcome", "", 7, "*", f"{INSTANCE_ARN}/contact-flow/*", INSTANCE_ARN])
def test_no_permission_and_no_arn_is_made_of_what_is_no_flow(value: Any) -> None:
    stack = new_stack()
    role = iam.Role(stack, "Role", assumed_by=iam.AccountRootPrincipal())
    number = ClaimedPhoneNumber.from_phone_number_arn(stack, "Number", PHONE_NUMBER_ARN)
    replica = ReplicatedInstance(stack, "Replica", instance=INSTANCE_ARN, replica_region="us-west-2")
    for use in (lambda: number.grants.associate_contact_flow(role, value), lambda: replica.contact_flow_arn(value)):
        with pytest.raises((PhoneNumberValidationError, TypeError), match="contact_flow is"):
            use()
    assert (
        Template.from_stack(stack).find_resources("AWS::IAM::Policy", {"Properties": {"Roles": [{"Ref": "Role"}]}})
        == {}
    )


@pytest.mark.parametrize("value", [None, 7, "", "instance", f"{INSTANCE_ARN}*", [INSTANCE_ARN]])
def test_no_metric_is_made_of_what_is_no_instance(value: Any) -> None:
    with pytest.raises((PhoneNumberValidationError, TypeError), match="instance is"):
        PhoneNumberMetrics(value)


@pytest.mark.parametrize("scope", [None, "stack", 7])
def test_a_scope_that_is_no_construct_is_refused(scope: Any) -> None:
    for make in (
        lambda: PhoneNumberProvider(scope, "Provider"),
        lambda: ClaimedPhoneNumber.from_phone_number_arn(scope, "Number", PHONE_NUMBER_ARN),
    ):
        with pytest.raises(TypeError, match="scope is"):
            make()


def test_what_is_wrong_with_a_number_does_not_hide_what_is_wrong_beside_it() -> None:
    stack = new_stack()
    with pytest.raises(PhoneNumberValidationError) as caught:
        wrong: dict[str, Any] = {"search": 7, "tags": 7, "description": 7, "take_parked": 7, "provider": 7}
        wrong |= {"release_policy": "x", "removal_policy": 7}
        ClaimedPhoneNumber(stack, "Refused", target="*", **wrong)
    assert set(caught.value.codes) == {
        "InvalidTarget",
        "InvalidSearch",
        "InvalidTags",
        "InvalidDescription",
        "InvalidTakeParked",
        "InvalidReleasePolicy",
        "InvalidRemovalPolicy",
        "InvalidProvider",
    }
    assert stack.node.children == []
