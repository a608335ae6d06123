import json
import uuid
from typing import Any

from tests.local_aws.cloudformation.conftest import RecordingStack


def change(stack: RecordingStack, template: dict[str, Any], kind: str = "UPDATE", **options: Any) -> str:
    name = f"change-{uuid.uuid4().hex[:8]}"
    stack.cloudformation.create_change_set(
        StackName=stack.name, ChangeSetName=name, ChangeSetType=kind, TemplateBody=json.dumps(template)
    )
    described = stack.cloudformation.describe_change_set(StackName=stack.name, ChangeSetName=name)
    if described["Status"] == "FAILED":
        return str(described["StatusReason"])
    stack.cloudformation.execute_change_set(StackName=stack.name, ChangeSetName=name, **options)
    return stack.settled()


def test_an_output_alone_can_change(stack: RecordingStack) -> None:
    resources = {"A": stack.resource(Name="a")}
    assert change(stack, {"Resources": resources}, "CREATE") == "CREATE_COMPLETE"
    with_output = {"Resources": resources, "Outputs": {"Name": {"Value": {"Ref": "A"}}}}
    assert change(stack, with_output) == "UPDATE_COMPLETE"
    described = stack.cloudformation.describe_stacks(StackName=stack.name)["Stacks"][0]
    assert [output["OutputValue"] for output in described["Outputs"]] == ["a"]
    assert stack.asked() == ["Create A"]
    assert "didn't contain changes" in change(stack, with_output)


def test_a_deletion_policy_alone_can_change(stack: RecordingStack) -> None:
    change(stack, {"Resources": {"A": stack.resource(Name="a")}}, "CREATE")
    retained = {"Resources": {"A": stack.resource(Name="a", attributes={"DeletionPolicy": "Retain"})}}
    assert change(stack, retained) == "UPDATE_COMPLETE"
    assert stack.delete() == "DELETE_COMPLETE"
    assert stack.asked() == ["Create A"]


def test_without_rollback_what_failed_is_deleted_and_created_again_by_the_next_change(stack: RecordingStack) -> None:
    failing = {"Resources": {"A": stack.resource(Name="a"), "B": stack.resource(Name="b", FailOn="Create")}}
    assert change(stack, failing, "CREATE", DisableRollback=True) == "CREATE_FAILED"
    stack.forget()
    mended = {"Resources": {"A": stack.resource(Name="a"), "B": stack.resource(Name="b")}}
    assert change(stack, mended) == "UPDATE_COMPLETE"
    assert stack.asked() == ["Delete B b", "Create B"]
