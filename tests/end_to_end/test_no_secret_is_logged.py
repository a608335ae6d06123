"""All that the functions wrote in the life of a stack: nothing by which somebody else could act in their name."""

import json
from collections.abc import Iterator

from tests.end_to_end.deployment import Deployment
from tests.security.secrets_in_logs import secrets_in


def test_an_update_fails_and_is_rolled_back_and_no_secret_is_logged(deployment: Deployment, shared: str) -> None:
    before = {"Support": deployment.search("+1303", description="Support", contact_flow=deployment.contact_flow_arn)}
    deployment.deploy(before)
    outputs = deployment.outputs
    # The number of the update is claimed, that of another fails, a third has properties of no use: all is rolled back.
    after = {
        "Support": deployment.search("+1702", description="Sales"),
        "Sales": deployment.exact("+12065550101", after="Support"),
        "Unusable": {"target_of_parameter": "instance/0b1c", "phone_number": "+12065550100", "after": "Support"},
    }
    deployment.fail_to_deploy(after)
    assert deployment.status() == "UPDATE_ROLLBACK_COMPLETE"
    assert deployment.outputs == outputs
    assert deployment.claimed() == dict.fromkeys(outputs.values(), "CLAIMED")
    deployment.destroy(deployment.stack_name)
    assert deployment.claimed() == {}

    group = log_group(deployment, shared)
    assert any("END RequestId" in line for line in lines_of(deployment, group)), f"{group} is empty"
    sent = tokens(deployment)
    assert len(sent) > 3, "two claims and their releases have a token each"
    assert secrets_in(every_line(deployment), sent) == []
    assert secrets_in(every_execution(deployment), sent) == []


def log_group(deployment: Deployment, stack_name: str) -> str:
    """The log group of the provider's one function."""
    answer = deployment.local_aws.client("cloudformation").describe_stack_resources(StackName=stack_name)
    (found,) = [each for each in answer["StackResources"] if each["ResourceType"] == "AWS::Logs::LogGroup"]
    return str(found["PhysicalResourceId"])


def every_line(deployment: Deployment) -> Iterator[str]:
    """Every log group's, of whatever stack and function."""
    for page in deployment.local_aws.client("logs").get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            yield from lines_of(deployment, group["logGroupName"])


def every_execution(deployment: Deployment) -> Iterator[str]:
    """What anybody reads who looks at the executions: their inputs, and what each step of them said."""
    states = deployment.local_aws.client("stepfunctions")
    for machine in states.list_state_machines()["stateMachines"]:
        for execution in states.list_executions(stateMachineArn=machine["stateMachineArn"])["executions"]:
            arn = execution["executionArn"]
            yield states.describe_execution(executionArn=arn)["input"]
            for event in states.get_execution_history(executionArn=arn)["events"]:
                yield json.dumps(event, default=str)


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
