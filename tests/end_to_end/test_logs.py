"""All that the functions wrote in the life of a stack: nothing by which somebody else could act in their name."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.deployment import Deployment
from tests.security.secrets_in_logs import secrets_in


@pytest.fixture
def shared(deployment: Deployment, tmp_path: Path) -> str:
    """The name of a stack with the provider: its logs outlive the stack of the numbers."""
    name = f"{deployment.stack_name}-shared"
    settings = tmp_path / "cdk.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "context": {"provider_stack": name}}))
    return name


def test_no_secret_is_logged(deployment: Deployment, shared: str) -> None:
    support = deployment.search("+1972", description="Support", contact_flow=deployment.contact_flow_arn)
    deployment.deploy({"Support": support})
    # The update of one number succeeds, is_complete of another fails, on_event of a third: all is rolled back.
    refused = {
        "Support": {**support, "description": "Support line"},
        "Sales": deployment.exact("+12065550101", after="Support"),
        "Unusable": {"target_of_parameter": "instance/0b1c", "phone_number": "+12065550100", "after": "Support"},
    }
    failed = deployment.deploy(refused, check=False)
    assert deployment.status() == "UPDATE_ROLLBACK_COMPLETE", failed.stdout + failed.stderr
    deployment.local_aws.cdk("destroy", deployment.stack_name, "--force", cwd=deployment.folder)
    assert deployment.claimed() == {}

    for group in log_groups(deployment, shared):
        assert any("END RequestId" in line for line in lines_of(deployment, group)), f"{group} is empty"
    sent = tokens(deployment)
    assert len(sent) > 2, "a claim, a change of description and a release have a token each"
    assert secrets_in(every_line(deployment), sent) == []
    deployment.destroy()


def log_groups(deployment: Deployment, stack_name: str) -> list[str]:
    """The log groups of on_event, is_complete and the framework."""
    answer = deployment.local_aws.client("cloudformation").describe_stack_resources(StackName=stack_name)
    groups = [each for each in answer["StackResources"] if each["ResourceType"] == "AWS::Logs::LogGroup"]
    names = ("PhoneNumbersOnEventLogs", "PhoneNumbersIsCompleteLogs", "PhoneNumbersProviderLogs")
    found = [each["PhysicalResourceId"] for each in groups if each["LogicalResourceId"].startswith(names)]
    assert len(found) == len(names)
    return found


def every_line(deployment: Deployment) -> Iterator[str]:
    """Every log group's, of whatever stack and function."""
    for page in deployment.local_aws.client("logs").get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            yield from lines_of(deployment, group["logGroupName"])


def lines_of(deployment: Deployment, log_group: str) -> Iterator[str]:
    for page in deployment.local_aws.client("logs").get_paginator("filter_log_events").paginate(logGroupName=log_group):
        for event in page["events"]:
            yield event["message"]


def tokens(deployment: Deployment) -> set[str]:
    """The ClientTokens, and the NextTokens, that the local Connect received."""
    return {
        value
        for call in deployment.local_aws.connect.journal()
        for name, value in call["parameters"].items()
        if name in ("ClientToken", "NextToken")
    }
