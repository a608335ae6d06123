"""IAM's limit on the inline policies of a role: what comes near it, and over it, is said at synthesis."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App
from aws_cdk.assertions import Annotations, Match

from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider
from constructs_lib.private.inline_policy_check import INLINE_POLICY_CHARACTERS, least_characters
from tests.constructs.support import CONTACT_FLOW_ARN, CONTEXT, INSTANCE_ARN, new_stack

NAME = 255
"""Longer than any name in an ARN on the role."""


def app_of(stacks: int) -> tuple[App, PhoneNumberProvider]:
    """Stacks with a number each, on one provider."""
    app = App(context=CONTEXT)
    provider = PhoneNumberProvider(new_stack(app, "Shared"), "PhoneNumbers")
    for i in range(stacks):
        ClaimedPhoneNumber(
            new_stack(app, f"Stack{i}"),
            "Number",
            target=INSTANCE_ARN,
            phone_number=f"+120655501{i:02}",
            contact_flow=CONTACT_FLOW_ARN,
            provider=provider,
        )
    return app, provider


def documents_on_the_role(app: App) -> list[Any]:
    """Of all templates, the policy documents on the provider's role."""
    templates = [json.loads(path.read_text()) for path in Path(app.synth().directory).glob("*.template.json")]
    return [
        resource["Properties"]["PolicyDocument"]
        for template in templates
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::IAM::Policy" and "PhoneNumbersRole" in json.dumps(resource["Properties"]["Roles"])
    ]


def longest(document: Any) -> int:
    """How long a document may become, with names as long as they may be."""
    text = json.dumps(document, separators=(",", ":"))
    return len(re.sub(r'\{"Fn::GetAtt":[^}]*\}', f'"{"x" * (NAME + 60)}"', text))


def test_eighteen_stacks_fit_with_the_longest_of_names() -> None:
    app, provider = app_of(18)
    documents = documents_on_the_role(app)
    # Theirs, the role's own, and that for the state machine.
    assert len(documents) == 18 + 2
    assert sum(map(longest, documents)) <= INLINE_POLICY_CHARACTERS
    assert sum(map(least_characters, documents)) <= sum(map(longest, documents))
    assert provider.node.find_child("Role")


def test_near_the_limit_is_a_warning() -> None:
    app, provider = app_of(19)
    app.synth()
    [warning] = Annotations.from_stack(provider.node.scope).find_warning("*", Match.any_value())
    assert warning.id == "/Shared/PhoneNumbers/Role"
    assert re.search(r"20 policies for phone numbers have at least 9,\d+ characters", str(warning.entry.data))


def test_over_the_limit_is_an_error_that_names_the_remedy() -> None:
    app, _ = app_of(22)
    with pytest.raises(RuntimeError, match="10,240") as caught:
        app.synth()
    assert "leave provider out in the newest stacks" in str(caught.value)
    assert "TooManyStacks" in str(caught.value)


def test_with_providers_of_their_own_any_count_of_stacks_fits() -> None:
    app = App(context=CONTEXT)
    for i in range(25):
        ClaimedPhoneNumber(new_stack(app, f"Stack{i}"), "Number", target=INSTANCE_ARN, phone_number=f"+120655501{i:02}")
    assert len(app.synth().stacks) == 25


@pytest.mark.parametrize(
    ("resolved", "characters"),
    [
        ({"Action": ["a", "b"], "Resource": "*"}, len('{"Action":["a","b"],"Resource":"*"}')),
        ([], len("[]")),
        ({"Ref": "AWS::Region"}, len('"us-east-1"')),
        ({"Fn::Join": [":", ["arn", {"Ref": "AWS::Partition"}, "x"]]}, len('"arn:aws:x"')),
        ({"Fn::GetAtt": ["Table", "Arn"]}, len('""') + len(INSTANCE_ARN)),
    ],
)
def test_the_measure(resolved: Any, characters: int) -> None:
    assert least_characters(resolved) == characters
