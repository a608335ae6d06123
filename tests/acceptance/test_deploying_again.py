"""A run that is taken up deploys what is there already, and something else after it."""

import json
import uuid

import pytest
from botocore.exceptions import ClientError

from tests.support.local_aws import LocalAws

PARAMETER = {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": "1"}}


def test_a_change_set_that_is_not_there_can_be_deleted(local_aws: LocalAws) -> None:
    # As the CDK CLI does, under a name of its own, for each deployment that changes nothing and before each that does.
    cloudformation = local_aws.client("cloudformation")
    stack_name = f"again-{uuid.uuid4().hex[:8]}"
    cloudformation.create_stack(StackName=stack_name, TemplateBody=json.dumps({"Resources": {"Parameter": PARAMETER}}))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=stack_name, WaiterConfig={"Delay": 1})
    for _ in range(2):
        answer = cloudformation.delete_change_set(StackName=stack_name, ChangeSetName="cdk-deploy-change-set")
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
    cloudformation.delete_stack(StackName=stack_name)
    with pytest.raises(ClientError, match="does not exist"):
        cloudformation.delete_change_set(StackName="never-there", ChangeSetName="cdk-deploy-change-set")
