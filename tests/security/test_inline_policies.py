"""IAM's limit on the inline policies of a role: what comes near it, and over it, is said at synthesis."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App
from aws_cdk.assertions import Annotations, Match, Template

from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider
from constructs_lib.inline_policy_check import INLINE_POLICY_CHARACTERS, least_characters
from tests.constructs.support import CONTACT_FLOW_ARN, CONTEXT, INSTANCE_ARN, new_stack

TABLE_NAME = 255
"""The longest name that a table has; its ARN is the longest on the role."""


def app_of(stacks: int) -> tuple[App, PhoneNumberProvider]:
    """Stacks with a number each, on one provider."""
    app = App(context=CONTEXT)
    provider = PhoneNumberProvider(new_stack(app, "Shared"), "PhoneNumbers")
    for i in range(stacks):
        ClaimedPhoneNumber(
            new_stack(app, f"Stack{i}"),
            "Number",
            target=INSTANCE_ARN,
            phone_number="+12065550100",
            contact_flow=CONTACT_FLOW_ARN,
            provider=provider,
        )
    return app, provider


def documents_on_the_role(app: App) -> list[Any]:
    """Of all templates, the policy documents on the role of is_complete."""
    templates = [json.loads(path.read_text()) for path in Path(app.synth().directory).glob("*.template.json")]
    return [
        resource["Properties"]["PolicyDocument"]
        for template in templates
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::IAM::Policy"
        and "PhoneNumbersIsCompleteRole" in json.dumps(resource["Properties"]["Roles"])
    ]


def longest(document: Any) -> int:
    """How long a document may become, with names as long as they may be."""
    text = json.dumps(document, separators=(",", ":"))
    return len(re.sub(r'\{"Fn::GetAtt":[^}]*\}', f'"{"x" * (TABLE_NAME + 60)}"', text))


def test_twenty_stacks_fit_with_the_longest_of_names() -> None:
    app, provider = app_of(20)
    documents = documents_on_the_role(app)
    assert len(documents) == 21
    assert sum(map(longest, documents)) <= INLINE_POLICY_CHARACTERS
    assert sum(map(least_characters, documents)) <= sum(map(longest, documents))
    assert provider.node.find_child("IsCompleteRole")


def test_near_the_limit_is_a_warning() -> None:
    app, provider = app_of(21)
    app.synth()
    [warning] = Annotations.from_stack(provider.node.scope).find_warning("*", Match.any_value())
    assert warning.id == "/Shared/PhoneNumbers/IsCompleteRole"
    assert re.search(
        r"The policies of 21 stacks with phone numbers have at least 9,\d+ characters", str(warning.entry.data)
    )


def test_over_the_limit_is_an_error_that_names_the_remedy() -> None:
    app, _ = app_of(23)
    with pytest.raises(RuntimeError, match="10,240") as caught:
        app.synth()
    assert "give the newest stacks a second PhoneNumberProvider with this one's ledger_table" in str(caught.value)
    assert "TooManyStacks" in str(caught.value)


def test_the_remedy_has_one_ledger() -> None:
    app, provider = app_of(2)
    second = PhoneNumberProvider(new_stack(app, "Second"), "PhoneNumbers", ledger_table=provider.ledger_table)
    ClaimedPhoneNumber(
        new_stack(app, "Late"), "Number", target=INSTANCE_ARN, phone_number="+12065550100", provider=second
    )
    app.synth()
    Template.from_stack(second.node.scope).resource_count_is("AWS::DynamoDB::Table", 0)


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
