import json
import uuid
from typing import Any

import pytest

from tests.local_aws.cloudformation.conftest import RecordingStack


def change(
    stack: RecordingStack,
    template: dict[str, Any],
    kind: str = "UPDATE",
    tags: list[dict[str, str]] | None = None,
    mode: dict[str, Any] | None = None,
    **options: Any,
) -> str:
    name = f"change-{uuid.uuid4().hex[:8]}"
    stack.cloudformation.create_change_set(
        StackName=stack.name,
        ChangeSetName=name,
        ChangeSetType=kind,
        TemplateBody=json.dumps(template),
        Tags=tags or [],
        **({"DeploymentConfig": mode} if mode else {}),
    )
    described = stack.cloudformation.describe_change_set(StackName=stack.name, ChangeSetName=name)
    assert described.get("DeploymentConfig") == mode
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


RETRIED = {"create-first": ["Create B", "Delete B failed"], "delete-first": ["Delete B failed", "Create B"]}


@pytest.mark.parametrize("order", RETRIED)
def test_without_rollback_what_failed_is_created_again_by_the_next_change(stack: RecordingStack, order: str) -> None:
    failing = {"Resources": {"A": stack.resource(Name="a"), "B": stack.resource(Name="failed", FailOn="Create")}}
    tags = [{"Key": "local-aws:retry-of-failed-create", "Value": order}]
    assert change(stack, failing, "CREATE", tags, DisableRollback=True) == "CREATE_FAILED"
    stack.forget()
    mended = {"Resources": {"A": stack.resource(Name="a"), "B": stack.resource(Name="b")}}
    assert change(stack, mended, tags=tags) == "UPDATE_COMPLETE"
    assert stack.asked() == RETRIED[order]
    assert stack.resources() == {"A": ("a", "CREATE_COMPLETE"), "B": ("b", "CREATE_COMPLETE")}


def test_what_failed_twice_is_all_deleted_in_the_end(stack: RecordingStack) -> None:
    for number in (1, 2):
        failing = {"Resources": {"A": stack.resource(Name=f"failed-{number}", FailOn="Create")}}
        change(stack, failing, "CREATE" if number == 1 else "UPDATE", DisableRollback=True)
    stack.forget()
    assert change(stack, {"Resources": {"A": stack.resource(Name="a")}}) == "UPDATE_COMPLETE"
    assert stack.asked()[0] == "Create A"
    assert sorted(stack.asked()[1:]) == ["Delete A failed-1", "Delete A failed-2"]


def test_deleting_the_stack_deletes_what_failed_before_too(stack: RecordingStack) -> None:
    for number in (1, 2):
        failing = {"Resources": {"A": stack.resource(Name=f"failed-{number}", FailOn="Create")}}
        change(stack, failing, "CREATE" if number == 1 else "UPDATE", DisableRollback=True)
    stack.forget()
    assert stack.delete() == "DELETE_COMPLETE"
    assert sorted(stack.asked()) == ["Delete A failed-1", "Delete A failed-2"]


EXPRESS = {"Mode": "EXPRESS"}


def test_express_mode_leaves_what_failed_to_the_next_deployment(stack: RecordingStack) -> None:
    failing = {"Resources": {"A": stack.resource(Name="failed", FailOn="Create")}}
    assert change(stack, failing, "CREATE", mode=EXPRESS) == "CREATE_FAILED"
    [described] = stack.cloudformation.describe_stacks(StackName=stack.name)["Stacks"]
    assert (described["DeploymentConfig"], described["DisableRollback"]) == (EXPRESS, True)
    assert stack.asked() == ["Create A"]
    mended = {"Resources": {"A": stack.resource(Name="a")}}
    assert change(stack, mended, mode={"Mode": "STANDARD"}, DisableRollback=True) == "UPDATE_COMPLETE"


def test_express_mode_can_roll_back(stack: RecordingStack) -> None:
    failing = {"Resources": {"A": stack.resource(Name="failed", FailOn="Create")}}
    mode = {**EXPRESS, "DisableRollback": False}
    assert change(stack, failing, "CREATE", mode=mode) == "ROLLBACK_COMPLETE"


def test_express_mode_without_a_change_set(stack: RecordingStack) -> None:
    template = json.dumps({"Resources": {"A": stack.resource(Name="failed", FailOn="Create")}})
    stack.cloudformation.create_stack(StackName=stack.name, TemplateBody=template, DeploymentConfig=EXPRESS)
    assert stack.settled() == "CREATE_FAILED"
