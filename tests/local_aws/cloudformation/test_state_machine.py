import json
from typing import Any

from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws

SUCCEED = {"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}


def state_machine(definition: object, **properties: Any) -> dict[str, Any]:
    return {
        "Machine": {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {
                "RoleArn": "arn:aws:iam::123456789012:role/any",
                "DefinitionString": json.dumps(definition),
                **properties,
            },
        }
    }


def test_a_definition_can_be_joined_and_named_after_another_resource(
    local_aws: LocalAws, stack: RecordingStack
) -> None:
    definition = json.dumps({**SUCCEED, "Comment": "<name>"}).split("<name>")
    joined = {"Fn::Join": ["", [definition[0], {"Ref": "Other"}, definition[1]]]}
    machine = state_machine(None, DefinitionString=joined, StateMachineName={"Ref": "Other"})
    named = {"Type": "String", "Value": "v", "Name": stack.name}
    other = {"Other": {"Type": "AWS::SSM::Parameter", "Properties": named}}
    assert stack.create({**other, **machine}) == "CREATE_COMPLETE"
    described = local_aws.client("stepfunctions").describe_state_machine(
        stateMachineArn=stack.resources()["Machine"][0]
    )
    assert described["name"] == stack.name
    assert json.loads(described["definition"])["Comment"] == stack.name


def test_a_definition_that_leads_nowhere_is_refused(stack: RecordingStack) -> None:
    assert stack.create(state_machine({"StartAt": "Begin", "States": {}})) == "ROLLBACK_COMPLETE"
    reason = stack.reasons("CREATE_FAILED")["Machine"]
    assert "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: StartAt names no state: Begin'" in reason


def test_an_update_that_is_refused_leaves_the_definition(stack: RecordingStack) -> None:
    assert stack.create(state_machine(SUCCEED)) == "CREATE_COMPLETE"
    before = stack.resources()["Machine"][0]
    assert stack.update(state_machine({"StartAt": "Begin", "States": {}})) == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.resources()["Machine"][0] == before


def test_a_name_is_taken_once(stack: RecordingStack) -> None:
    two = {
        "One": state_machine(SUCCEED, StateMachineName=stack.name)["Machine"],
        "Two": {**state_machine(SUCCEED, StateMachineName=stack.name)["Machine"], "DependsOn": "One"},
    }
    assert stack.create(two) == "ROLLBACK_COMPLETE"
    assert "already exists" in stack.reasons("CREATE_FAILED")["Two"]
