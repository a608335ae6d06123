import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.examples.example import Example
from tests.examples.flow_language import problems

STACK = "ContactCenter"
COUNTRIES = {"UnitedStates": ("+1206", "Joanna"), "UnitedKingdom": ("+44", "Amy"), "Germany": ("+49", "Vicki")}


@pytest.fixture
def contact_center(example: Callable[[str], Example]) -> Example:
    return example("contact_center")


def physical_ids(example: Example, resource_type: str) -> list[str]:
    pages = example.local_aws.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=STACK)
    resources = [resource for page in pages for resource in page["StackResourceSummaries"]]
    return [resource["PhysicalResourceId"] for resource in resources if resource["ResourceType"] == resource_type]


def flow_content(example: Example, flow_arn: str) -> dict[str, Any]:
    instance_id, flow_id = flow_arn.split("/")[1::2]
    connect = example.local_aws.client("connect")
    flow = connect.describe_contact_flow(InstanceId=instance_id, ContactFlowId=flow_id)["ContactFlow"]
    content: dict[str, Any] = json.loads(flow["Content"])
    return content


def parameters(content: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {action["Identifier"]: action["Parameters"] for action in content["Actions"]}


def test_it_is_deployed_and_destroyed(contact_center: Example) -> None:
    contact_center.cdk("deploy")
    outputs = contact_center.local_aws.outputs(STACK)
    instance_arn, queue_arn = outputs["InstanceArn"], outputs["QueueArn"]
    instance_id = instance_arn.rpartition("/")[2]
    connect = contact_center.local_aws.client("connect")
    queue = connect.describe_queue(InstanceId=instance_id, QueueId=queue_arn.rpartition("/")[2])["Queue"]
    [hours_arn] = physical_ids(contact_center, "AWS::Connect::HoursOfOperation")
    assert (queue["HoursOfOperationId"], queue["MaxContacts"]) == (hours_arn.rpartition("/")[2], 50)
    hours = connect.describe_hours_of_operation(InstanceId=instance_id, HoursOfOperationId=queue["HoursOfOperationId"])
    assert [day["Day"] for day in hours["HoursOfOperation"]["Config"]] == [
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
    ]

    numbers = contact_center.numbers(instance_arn)
    assert numbers.keys() == {outputs[f"{name}PhoneNumber"] for name in COUNTRIES}
    for name, (prefix, voice) in COUNTRIES.items():
        number = numbers[outputs[f"{name}PhoneNumber"]]
        assert number["phone_number"].startswith(prefix)
        assert number["status"] == "CLAIMED"
        [flow_arn] = number["flow_arns"].values()
        content = flow_content(contact_center, flow_arn)
        assert problems(content) == []
        said = parameters(content)
        assert said["voice"] == {"TextToSpeechVoice": voice}
        assert said["are-we-open"] == {"HoursOfOperationId": hours_arn}
        assert said["queue"] == {"QueueId": queue_arn}
    assert len(physical_ids(contact_center, "AWS::CloudWatch::Alarm")) == 4
    assert len(physical_ids(contact_center, "AWS::CloudWatch::Dashboard")) == 1

    contact_center.cdk("destroy", "--app", "cdk.out", "--force")
    assert contact_center.numbers(instance_arn) == {}
    assert instance_id not in [instance["Id"] for instance in connect.list_instances()["InstanceSummaryList"]]
    assert STACK not in contact_center.stacks()


@pytest.mark.parametrize(
    ("path", "value"),
    [(("StartAction",), "nowhere"), (("Actions", 1, "Transitions", "Conditions"), []), (("Version",), "2020-01-01")],
)
def test_a_flow_that_aws_would_refuse_is_found(path: tuple[str | int, ...], value: object) -> None:
    flow: Any = {
        "Version": "2019-10-30",
        "StartAction": "say",
        "Actions": [
            {
                "Identifier": "say",
                "Type": "MessageParticipant",
                "Parameters": {"Text": "Hello"},
                "Transitions": {
                    "NextAction": "open",
                    "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "open"}],
                    "Conditions": [],
                },
            },
            {
                "Identifier": "open",
                "Type": "CheckHoursOfOperation",
                "Parameters": {"HoursOfOperationId": "hours"},
                "Transitions": {
                    "NextAction": "end",
                    "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "end"}],
                    "Conditions": [
                        {"NextAction": "end", "Condition": {"Operator": "Equals", "Operands": [result]}}
                        for result in ("True", "False")
                    ],
                },
            },
            {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
        ],
    }
    assert problems(flow) == []
    place = flow
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert problems(flow)
