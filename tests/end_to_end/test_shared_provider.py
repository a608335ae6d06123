"""A provider in one stack, and numbers that it claims for two others."""

from tests.end_to_end.deployment import Deployment


def resources(deployment: Deployment, stack_name: str) -> dict[str, str]:
    """The physical ids of a stack's resources, one of each type."""
    answer = deployment.local_aws.client("cloudformation").describe_stack_resources(StackName=stack_name)
    return {resource["ResourceType"]: resource["PhysicalResourceId"] for resource in answer["StackResources"]}


def test_two_stacks_with_numbers(deployment: Deployment, shared: str) -> None:
    sales, support = (f"{deployment.stack_name}-{name}" for name in ("sales", "support"))
    numbers = {
        sales: {"First": deployment.search("+1617"), "Second": deployment.search("+1617")},
        support: {"First": deployment.search("+1617", contact_flow=deployment.contact_flow_arn)},
    }
    deployment.deploy_stacks(numbers)
    claimed = {stack: deployment.local_aws.outputs(stack) for stack in numbers}
    every_number = [number for outputs in claimed.values() for number in outputs.values()]
    assert deployment.claimed() == dict.fromkeys(every_number, "CLAIMED")
    assert len(set(every_number)) == 3
    # The same logical ids in two stacks are two resources to the ledger.
    assert claimed[sales]["FirstNumber"] != claimed[support]["FirstNumber"]
    of_provider = resources(deployment, shared).keys()
    assert {"AWS::Lambda::Function", "AWS::StepFunctions::StateMachine"} <= of_provider
    assert "AWS::DynamoDB::Table" not in of_provider
    of_stacks = [resources(deployment, stack) for stack in numbers]
    for of_stack in of_stacks:
        assert of_stack.keys() - {"AWS::CDK::Metadata"} == {"Custom::ConnectPhoneNumber", "AWS::IAM::Policy"}
    # Policies of one name would overwrite each other on the provider's role.
    assert len({of_stack["AWS::IAM::Policy"] for of_stack in of_stacks}) == 2

    # One stack goes, the other's numbers stay.
    deployment.destroy(support)
    assert deployment.claimed() == dict.fromkeys(claimed[sales].values(), "CLAIMED")
    deployment.destroy()
    assert deployment.claimed() == {}
