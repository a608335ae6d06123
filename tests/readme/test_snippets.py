"""The README's Python, run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Environment
from aws_cdk import aws_connect as connect

from tests.constructs.support import ACCOUNT, CONTEXT, INSTANCE_ARN, REGION, new_stack
from tests.readme.document import README, Block, blocks


def run(snippet: Block, names: dict[str, Any], document: Path = README) -> None:
    # Empty lines before it, so that a traceback names the document's own lines.
    exec(compile("\n" * (snippet.line - 1) + snippet.text, document, "exec"), names)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The templates, by stack, of one app with all of them: what `self`, `instance` and `flow` are, it brings."""
    app = App(context=CONTEXT, outdir=str(tmp_path_factory.mktemp("cdk.out")))
    stack = new_stack(app)
    instance = connect.CfnInstance(
        stack,
        "Instance",
        identity_management_type="CONNECT_MANAGED",
        attributes=connect.CfnInstance.AttributesProperty(inbound_calls=True, outbound_calls=True),
    )
    flow = connect.CfnContactFlow(
        stack, "Flow", content="{}", instance_arn=instance.attr_arn, name="Welcome", type="CONTACT_FLOW"
    )
    names = {
        "app": app,
        "connect": connect,
        "env": Environment(account=ACCOUNT, region=REGION),
        "flow": flow,
        "instance": instance,
        "instance_arn": INSTANCE_ARN,
        "self": stack,
    }
    for snippet in blocks("python"):
        run(snippet, names)
    assembly = Path(app.synth().directory)
    return {path.name.split(".")[0]: json.loads(path.read_text()) for path in assembly.glob("*.template.json")}


def numbers(template: dict[str, Any]) -> dict[str, Any]:
    return {
        logical_id[:-8]: resource
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == "Custom::ConnectPhoneNumber"
    }


def test_every_number_of_the_readme_is_in_a_template(templates: dict[str, Any]) -> None:
    """What the text around a snippet says of it is compared below, so this is the whole list."""
    assert set(numbers(templates["ContactCenter"])) == {
        *("Support", "TollFree", "Berlin", "Sales", "Hotline", "Resilient", "CallerId", "Night", "Preview", "Ported")
    }
    assert set(numbers(templates["Sales"])) == set(numbers(templates["Support"])) == {"Number"}


def test_the_first_example_keeps_its_number_as_the_text_below_it_says(templates: dict[str, Any]) -> None:
    kept = numbers(templates["ContactCenter"])["Support"]
    assert (kept["DeletionPolicy"], kept["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
    assert numbers(templates["ContactCenter"])["Sales"]["DeletionPolicy"] == "Delete"


def test_tags_of_the_stack_reach_a_number(templates: dict[str, Any]) -> None:
    assert numbers(templates["ContactCenter"])["Hotline"]["Properties"]["Tags"] == [
        {"Key": "cost-center", "Value": "1234"},
        {"Key": "team", "Value": "support"},
    ]


def test_a_shared_provider_is_the_only_one(templates: dict[str, Any]) -> None:
    functions = {
        name: [each for each in template["Resources"].values() if each["Type"] == "AWS::Lambda::Function"]
        for name, template in templates.items()
    }
    assert functions["Sales"] == functions["Support"] == []
    assert len(functions["PhoneNumberProvider"]) > 0
