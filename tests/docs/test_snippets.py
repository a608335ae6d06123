"""The Python of the pages, run: each page's in a stack of its own, which synthesises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Environment
from aws_cdk import aws_connect as connect
from aws_cdk.assertions import Template

from tests.constructs.support import ACCOUNT, CONTEXT, INSTANCE_ARN, REGION, new_stack
from tests.docs.pages import PAGES, id_of, page
from tests.readme.document import blocks
from tests.readme.test_snippets import numbers, run

IN_A_STACK = [path for path in PAGES if any(not block.title for block in blocks("python", path))]


def names(app: App) -> dict[str, Any]:
    """What the snippets of a page find there already."""
    stack = new_stack(app)
    instance = connect.CfnInstance(
        stack,
        "Instance",
        identity_management_type="SAML",
        instance_alias="contact-center",
        attributes=connect.CfnInstance.AttributesProperty(inbound_calls=True, outbound_calls=True),
    )
    flow = connect.CfnContactFlow(
        stack, "Flow", content="{}", instance_arn=instance.attr_arn, name="Welcome", type="CONTACT_FLOW"
    )
    env = Environment(account=ACCOUNT, region=REGION)
    return {"app": app, "env": env, "flow": flow, "instance": instance, "instance_arn": INSTANCE_ARN, "self": stack}


def templates(document: Path, folder: Path) -> dict[str, Any]:
    """The templates, by stack, of an app with all of a page's snippets."""
    app = App(context=CONTEXT, outdir=str(folder))
    given = names(app)
    for snippet in blocks("python", document):
        if not snippet.title:
            run(snippet, given, document)
    assembly = Path(app.synth().directory)
    return {path.name.split(".")[0]: json.loads(path.read_text()) for path in assembly.glob("*.template.json")}


@pytest.mark.parametrize("document", IN_A_STACK, ids=id_of)
def test_they_synthesise(document: Path, tmp_path: Path) -> None:
    made = templates(document, tmp_path)
    assert any(
        resource["Type"].startswith(("Custom::Connect", "AWS::CloudWatch", "AWS::Lambda"))
        for template in made.values()
        for resource in template["Resources"].values()
    )


def test_the_features_have_pages() -> None:
    features = {
        *("numbers", "traffic_distribution_groups", "existing_numbers", "shared_provider", "keeping_numbers"),
        *("monitoring", "runbook"),
    }
    assert features <= {id_of(path) for path in IN_A_STACK}


def test_kept_parked_and_fresh_numbers_are_as_the_page_says(tmp_path: Path) -> None:
    found = numbers(templates(page("keeping_numbers"), tmp_path)["ContactCenter"])
    assert found["Production"]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert found["Preview"]["Properties"]["ReleasePolicy"] == "PARK"
    assert found["Fresh"]["Properties"]["AdoptParked"] in (False, "false")


def test_grants_give_the_actions_of_the_table(tmp_path: Path) -> None:
    template = Template.from_json(templates(page("numbers"), tmp_path)["ContactCenter"])
    [policy] = [
        found for name, found in template.find_resources("AWS::IAM::Policy").items() if name.startswith("Operator")
    ]
    allowed = json.dumps(policy["Properties"]["PolicyDocument"])
    table = page("numbers").read_text().split("| Grant | Actions |")[1].split("\n\n")[0]
    documented = {
        word for word in table.replace("`", " ").replace(",", " ").replace(":\n", " ").split() if "connect:" in word
    }
    assert documented
    assert all(action in allowed for action in documented)


def test_the_policies_of_the_table_are_there() -> None:
    from constructs_lib import ReleasePolicy  # noqa: PLC0415

    assert all(f"`{policy.value}`" in page("keeping_numbers").read_text() for policy in ReleasePolicy)
