"""Express mode: a resource is complete once its call succeeded, and those that depend on it start then."""

import json
from typing import Any

import pytest

from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws

EXPRESS = {"Mode": "EXPRESS"}


def template(stack: RecordingStack) -> str:
    """An instance, and a custom resource that uses it."""
    instance = {
        "Type": "AWS::Connect::Instance",
        "Properties": {
            "IdentityManagementType": "SAML",
            "InstanceAlias": stack.name,
            "Attributes": {"InboundCalls": True, "OutboundCalls": True},
        },
    }
    user = stack.resource(Name="user", InstanceArn={"Ref": "Instance"})
    return json.dumps({"Resources": {"Instance": instance, "User": user}})


def create(stack: RecordingStack, mode: dict[str, Any]) -> None:
    stack.cloudformation.create_stack(StackName=stack.name, TemplateBody=template(stack), DeploymentConfig=mode)


def status(local_aws: LocalAws, instance_arn: str) -> str:
    instance = local_aws.client("connect").describe_instance(InstanceId=instance_arn.rpartition("/")[2])
    return str(instance["Instance"]["InstanceStatus"])


def test_who_depends_on_an_instance_starts_before_it_is_active(local_aws: LocalAws, stack: RecordingStack) -> None:
    local_aws.connect.configure({"instance_creation_seconds": 3600.0})
    create(stack, EXPRESS)
    assert stack.settled() == "CREATE_COMPLETE"
    [asked] = stack.requests()
    assert asked["ResourceProperties"]["InstanceArn"] == stack.resources()["Instance"][0]
    assert status(local_aws, stack.resources()["Instance"][0]) == "CREATION_IN_PROGRESS"
    assert stack.delete() == "DELETE_COMPLETE"


def test_otherwise_it_starts_once_the_instance_is_active(local_aws: LocalAws, stack: RecordingStack) -> None:
    local_aws.connect.configure({"instance_creation_seconds": 3600.0})
    create(stack, {"Mode": "STANDARD"})
    with pytest.raises(AssertionError, match="is still CREATE_IN_PROGRESS"):
        stack.settled(seconds=3)
    assert ("User", "CREATE_IN_PROGRESS") not in stack.events()
    local_aws.connect.advance(3600)
    assert stack.settled() == "CREATE_COMPLETE"
    assert stack.asked() == ["Create User"]


def test_an_instance_that_fails_then_fails_nothing_but_whom_it_serves(
    local_aws: LocalAws, stack: RecordingStack
) -> None:
    local_aws.connect.fail_next_instances()
    create(stack, EXPRESS)
    assert stack.settled() == "CREATE_COMPLETE"
    assert status(local_aws, stack.resources()["Instance"][0]) == "CREATION_FAILED"


def test_otherwise_its_resource_fails(local_aws: LocalAws, stack: RecordingStack) -> None:
    local_aws.connect.fail_next_instances()
    create(stack, {"Mode": "STANDARD"})
    assert stack.settled() == "ROLLBACK_COMPLETE"
    assert "did not stabilize" in stack.reasons("CREATE_FAILED")["Instance"]


@pytest.mark.parametrize("mode", [EXPRESS, {"Mode": "STANDARD"}], ids=lambda mode: mode["Mode"])
def test_a_stack_is_deleted_without_waiting_or_not(
    local_aws: LocalAws, stack: RecordingStack, mode: dict[str, Any]
) -> None:
    """The number is gone from the service only an hour after its release."""
    local_aws.connect.configure({"release_seconds": 3600.0})
    number = {
        "Type": "AWS::Connect::PhoneNumber",
        "Properties": {"TargetArn": local_aws.instance_arn, "CountryCode": "US", "Type": "DID", "Prefix": "+1206"},
    }
    assert stack.create({"Number": number}) == "CREATE_COMPLETE"
    stack.cloudformation.delete_stack(StackName=stack.name, DeploymentConfig=mode)
    if mode == EXPRESS:
        assert stack.settled(seconds=10) == "DELETE_COMPLETE"
    else:
        with pytest.raises(AssertionError, match="is still DELETE_IN_PROGRESS"):
            stack.settled(seconds=3)
        local_aws.connect.advance(3600)
        assert stack.settled() == "DELETE_COMPLETE"
