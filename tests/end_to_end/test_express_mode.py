"""`cdk deploy --express` of an instance and a number of it: the number is created before the instance is ACTIVE."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.local_aws import LocalAws

STACK = "Express"
APP = """
from aws_cdk import App, CfnOutput, Environment, Stack
from aws_cdk import aws_connect as connect

from constructs_lib import ClaimedPhoneNumber

app = App()
stack = Stack(app, "Express", env=Environment(account="123456789012", region="us-east-1"))
calls = connect.CfnInstance.AttributesProperty(inbound_calls=True, outbound_calls=True)
instance = connect.CfnInstance(
    stack, "Instance", attributes=calls, identity_management_type="SAML", instance_alias="express"
)
number = ClaimedPhoneNumber(stack, "Number", target=instance, phone_number="+12065550181", release_policy="RELEASE")
CfnOutput(stack, "InstanceArn", value=instance.attr_arn)
CfnOutput(stack, "NumberArn", value=number.phone_number_arn)
app.synth()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "cdk.json").write_text(json.dumps({"app": f"{sys.executable} app.py"}))
    return tmp_path


def deploy(local_aws: LocalAws, folder: Path, *, check: bool = True) -> str:
    options = ("--express", "--require-approval=never")
    return local_aws.cdk("deploy", STACK, *options, cwd=folder, check=check).stderr


def waits(local_aws: LocalAws) -> list[str]:
    """Why the operations on numbers waited, in order."""
    states = local_aws.client("stepfunctions")
    reasons = []
    for machine in states.list_state_machines()["stateMachines"]:
        for execution in states.list_executions(stateMachineArn=machine["stateMachineArn"])["executions"]:
            history = states.get_execution_history(executionArn=execution["executionArn"], maxResults=1000)
            outputs = [each.get("stateExitedEventDetails", {}).get("output", "{}") for each in history["events"]]
            reasons += [json.loads(output).get("Step", {}).get("Why", "") for output in outputs]
    return list(dict.fromkeys(filter(None, reasons)))


def held(local_aws: LocalAws) -> list[dict[str, Any]]:
    return [each for each in local_aws.connect.numbers() if each["phone_number"] == "+12065550181"]


def test_the_number_waits_for_its_instance_and_is_claimed(local_aws: LocalAws, folder: Path) -> None:
    """Nor may the function do anything yet: its role's policy is not in force."""
    local_aws.connect.configure({"instance_creation_seconds": 25.0})
    # The first call is CloudFormation's own, the next ones are the function's.
    local_aws.connect.inject_fault("DescribeInstance", "access_denied", count=2, after=1)
    deploy(local_aws, folder)
    outputs = local_aws.outputs(STACK)
    [number] = held(local_aws)
    assert (number["status"], number["instance_arn"]) == ("CLAIMED", outputs["InstanceArn"])
    assert number["phone_number_arn"] == outputs["NumberArn"]
    reasons = waits(local_aws)
    for expected in ("AccessDeniedException", f"{outputs['InstanceArn']} is CREATION_IN_PROGRESS"):
        assert any(expected in why for why in reasons), reasons
    claims = [call for call in local_aws.connect.journal() if call["operation"] == "ClaimPhoneNumber"]
    assert [call["status_code"] for call in claims] == [200]

    local_aws.cdk("destroy", STACK, "--express", "--force", cwd=folder)
    assert held(local_aws) == []


def test_nothing_is_claimed_for_an_instance_that_fails(local_aws: LocalAws, folder: Path) -> None:
    local_aws.connect.configure({"instance_creation_seconds": 10.0})
    local_aws.connect.fail_next_instances()
    deploy(local_aws, folder, check=False)
    assert local_aws.stacks()[STACK] == "CREATE_FAILED"
    events = local_aws.client("cloudformation").describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [each["ResourceStatusReason"] for each in events if each["ResourceStatus"] == "CREATE_FAILED"]
    assert any("is CREATION_FAILED: only an ACTIVE one can take numbers" in reason for reason in failed), failed
    assert held(local_aws) == []
    assert "ClaimPhoneNumber" not in [call["operation"] for call in local_aws.connect.journal()]

    local_aws.cdk("destroy", STACK, "--force", cwd=folder)
    assert STACK not in local_aws.stacks()
