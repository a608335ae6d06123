"""Fifty creates at the same moment, each in a thread of its own, on the local AWS's DynamoDB and Connect."""

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import boto3
import pytest

from connect_phone_numbers.aws.services import Services, aws_services, forget_clients
from connect_phone_numbers.decisions.order import moment_of
from connect_phone_numbers.entry import forget_ledgers
from connect_phone_numbers.handler import respond
from tests.support.local_aws import LocalAws

CREATES = 50
QUOTA = 8
SPENT_BY_OTHERS = 4
FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:numbers"


@dataclass
class Create:
    """One create: CloudFormation, the state machine, and nothing else, in a thread."""

    services: Services
    name: str
    answers: list[dict[str, Any]] = field(default_factory=list)
    inputs: list[Mapping[str, str]] = field(default_factory=list)

    def start(self, name: str, input: Mapping[str, str]) -> None:
        self.inputs.append(input)

    def put(self, response_url: str, body: bytes) -> bool:
        self.answers.append(json.loads(body))
        return True

    def run(self, properties: dict[str, Any]) -> dict[str, Any]:
        event = {
            "RequestType": "Create",
            "RequestId": uuid.uuid4().hex,
            "ResponseURL": f"https://response/?X-Amz-Date={moment_of(time.time())}",
            "StackId": f"arn:aws:cloudformation:us-east-1:123456789012:stack/many/{uuid.uuid4()}",
            "LogicalResourceId": self.name,
            "ResourceType": "Custom::ConnectPhoneNumber",
            "ResourceProperties": properties,
        }
        services = replace(self.services, executions=self, responses=self)
        respond(services, event, uuid.uuid4().hex, time.time() + 60)
        while True:
            step = respond(services, self.inputs[0], uuid.uuid4().hex, time.time() + 60)
            if step["Status"] == "DONE":
                return self.answers[0]
            time.sleep(step["Seconds"])


@pytest.fixture
def ledger(local_aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a ledger that is not there yet."""
    name = f"ledger-{uuid.uuid4().hex[:8]}"
    variables = {**local_aws.environment, "LEDGER_TABLE_NAME": name, "LEDGER_IS_OURS": "true"}
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    boto3.setup_default_session()
    forget_clients()
    forget_ledgers()
    yield name
    forget_clients()
    forget_ledgers()
    boto3.DEFAULT_SESSION = None


def test_neither_quota_is_exceeded_by_one(local_aws: LocalAws, ledger: str) -> None:
    instance_arn, _ = local_aws.new_instance()
    local_aws.connect.set_quota(instance_arn, QUOTA)
    by_hand = [local_aws.connect.console_claim(instance_arn)["phone_number"] for _ in range(SPENT_BY_OTHERS)]
    search = {"TargetArn": instance_arn, "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
    services = aws_services(FUNCTION_ARN, time.time, time.sleep)
    creates = [Create(services, f"Number{index}") for index in range(CREATES)]
    with ThreadPoolExecutor(CREATES) as threads:
        answers = list(threads.map(lambda create: create.run(search), creates))
    reasons = {answer["Reason"] for answer in answers if answer["Status"] == "FAILED"}
    assert all(f"holds {QUOTA} of the {QUOTA} phone numbers" in reason for reason in reasons), reasons
    numbers = {answer["Data"]["PhoneNumber"] for answer in answers if answer["Status"] == "SUCCESS"}
    assert len(numbers) == QUOTA - SPENT_BY_OTHERS, "every place is taken, none twice"
    use = local_aws.connect.quota(instance_arn)
    assert use["held"] == QUOTA
    at_instance = [number for number in local_aws.connect.numbers() if number["instance_arn"] == instance_arn]
    assert {number["phone_number"] for number in at_instance} == {*numbers, *by_hand}
    counted = [item for item in boto3.resource("dynamodb").Table(ledger).scan()["Items"] if "Kind" in item]
    counted_here = [item for item in counted if item["PK"] == f"QUOTA#{instance_arn}"]
    numbers_counted = [number for item in counted_here for number in item.get("PhoneNumbers", "1").split()]
    assert len(numbers_counted) == len(use["operations"]) == QUOTA, "nothing is lost, and nothing is counted twice"
