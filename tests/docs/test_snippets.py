"""The Python of the pages, run: each page's in a stack of its own, which synthesises."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Environment
from aws_cdk import aws_connect as connect
from aws_cdk.assertions import Template

from constructs_lib import ReleasePolicy
from tests.constructs.support import ACCOUNT, CONTEXT, INSTANCE_ARN, REGION, new_instance, new_stack
from tests.docs.document import blocks, rows
from tests.docs.pages import PAGES, README, id_of, page

IN_A_STACK = [path for path in PAGES if any(not block.title for block in blocks("python", path))]

Templates = dict[str, Any]


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Templates]:
    """The templates, by stack, of an app with all of a page's snippets; each page's is synthesised once."""

    @cache
    def of(document: Path) -> Templates:
        app = App(context=CONTEXT, outdir=str(tmp_path_factory.mktemp("cdk.out")))
        names = given(app)
        for snippet in blocks("python", document):
            if not snippet.title:
                # Empty lines before it, so that a traceback names the document's own lines.
                exec(compile("\n" * (snippet.line - 1) + snippet.text, document, "exec"), names)
        assembly = Path(app.synth().directory)
        return {path.name.split(".")[0]: json.loads(path.read_text()) for path in assembly.glob("*.template.json")}

    return of


def given(app: App) -> dict[str, Any]:
    """What the snippets of a page find there already."""
    stack = new_stack(app)
    instance = new_instance(stack)
    flow = connect.CfnContactFlow(
        stack, "Flow", content="{}", instance_arn=instance.attr_arn, name="Welcome", type="CONTACT_FLOW"
    )
    env = Environment(account=ACCOUNT, region=REGION)
    instances = {"instance": instance, "instance_arn": INSTANCE_ARN, "user": f"{INSTANCE_ARN}/agent/ana"}
    return {"app": app, "env": env, "flow": flow, "self": stack, **instances}


def numbers(template: Any) -> dict[str, Any]:
    """The numbers of a template, by the ids of their constructs."""
    return {
        logical_id[:-8]: resource
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == "Custom::ConnectPhoneNumber"
    }


@pytest.mark.parametrize("document", IN_A_STACK, ids=id_of)
def test_they_synthesise(document: Path, templates: Callable[[Path], Templates]) -> None:
    assert any(
        resource["Type"].startswith(("Custom::Connect", "AWS::CloudWatch", "AWS::Lambda"))
        for template in templates(document).values()
        for resource in template["Resources"].values()
    )


def test_the_features_have_pages() -> None:
    features = {
        *("numbers", "traffic_distribution_groups", "existing_numbers", "shared_provider", "keeping_numbers"),
        *("monitoring", "runbook"),
    }
    assert features <= {id_of(path) for path in IN_A_STACK}


def test_the_readme_counts_what_is_behind_a_number(templates: Callable[[Path], Templates]) -> None:
    resources = templates(page("existing_numbers"))["ContactCenter"]["Resources"].values()
    kinds = ("AWS::IAM::", "AWS::Lambda::", "AWS::Logs::", "AWS::StepFunctions::")
    assert sum(resource["Type"].startswith(kinds) for resource in resources) == 7
    assert "seven resources" in README.read_text()


def test_kept_parked_and_fresh_numbers_are_as_the_page_says(templates: Callable[[Path], Templates]) -> None:
    found = numbers(templates(page("keeping_numbers"))["ContactCenter"])
    assert found["Production"]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert found["Preview"]["Properties"]["ReleasePolicy"] == "PARK"
    assert found["Fresh"]["Properties"]["TakeParked"] in (False, "false")
    is_of_stack = {id: number["Properties"].get("TargetIsOfStack") for id, number in found.items()}
    assert (is_of_stack["Preview"], is_of_stack["Trial"]) == (None, "true")


def test_tags_of_the_stack_reach_a_number(templates: Callable[[Path], Templates]) -> None:
    tags = numbers(templates(page("numbers"))["ContactCenter"])["Hotline"]["Properties"]["Tags"]
    assert tags == [{"Key": "cost-center", "Value": "1234"}, {"Key": "team", "Value": "support"}]


def test_a_shared_provider_is_the_only_one(templates: Callable[[Path], Templates]) -> None:
    types = {
        name: {resource["Type"] for resource in template["Resources"].values()}
        for name, template in templates(page("shared_provider")).items()
    }
    assert "AWS::Lambda::Function" in types["PhoneNumberProvider"]
    of_numbers = {"AWS::IAM::Policy", "Custom::ConnectPhoneNumber"}
    assert types["Sales"] == types["Support"] == of_numbers


def test_grants_give_the_actions_of_the_table(templates: Callable[[Path], Templates]) -> None:
    template = Template.from_json(templates(page("numbers"))["ContactCenter"])
    [policy] = [
        found for name, found in template.find_resources("AWS::IAM::Policy").items() if name.startswith("Operator")
    ]
    allowed = json.dumps(policy["Properties"]["PolicyDocument"])
    documented = [word.strip("`,:") for _, cell in rows(page("numbers"), "Grants") for word in cell.split()]
    actions = [word for word in documented if word.startswith("connect:")]
    assert actions
    assert all(action in allowed for action in actions)


def test_the_policies_of_the_table_are_there() -> None:
    assert {policy.value for policy in ReleasePolicy} <= {
        first.partition("`")[2].partition("`")[0] for first, *_ in rows(page("keeping_numbers"))
    }
