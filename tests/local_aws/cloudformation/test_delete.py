import pytest

from tests.local_aws.cloudformation.conftest import RecordingStack


def test_dependents_are_deleted_first(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a"), "B": stack.resource(Name="b", Other={"Ref": "A"})})
    stack.forget()
    assert stack.delete() == "DELETE_COMPLETE"
    assert stack.asked() == ["Delete B b", "Delete A a"]


def test_a_failed_deletion_keeps_the_resource_until_deleted_again(stack: RecordingStack) -> None:
    obstacle = stack.folder / "obstacle"
    stack.create(
        {"A": stack.resource(Name="a", FailWhile=str(obstacle)), "B": stack.resource(Name="b", depends_on="A")}
    )
    obstacle.touch()
    (stack.folder / "unused").touch()
    stack.forget()
    stack.update({"A": stack.resource(Name="a", FailWhile=str(obstacle))})
    assert stack.delete() == "DELETE_FAILED"
    assert stack.resources() == {"A": ("a", "DELETE_FAILED")}
    obstacle.unlink()
    assert stack.delete() == "DELETE_COMPLETE"
    assert stack.asked() == ["Delete B b", "Delete A a", "Delete A a"]


@pytest.mark.parametrize("policy", ["Retain", "RetainExceptOnCreate"])
def test_a_retained_resource_is_not_deleted(stack: RecordingStack, policy: str) -> None:
    stack.create({"A": stack.resource(Name="a", attributes={"DeletionPolicy": policy})})
    stack.forget()
    (stack.folder / "journal").touch()
    assert stack.delete() == "DELETE_COMPLETE"
    assert stack.asked() == []
    assert "A" in stack.reasons("DELETE_SKIPPED")


@pytest.mark.parametrize(
    ("policy", "asked"),
    [
        ("Retain", ["Create A", "Create B", "Delete B b"]),
        ("RetainExceptOnCreate", ["Create A", "Create B", "Delete B b", "Delete A a"]),
    ],
)
def test_a_failed_create_rolls_back_what_is_retained_except_on_create(
    stack: RecordingStack, policy: str, asked: list[str]
) -> None:
    resources = {
        "A": stack.resource(Name="a", attributes={"DeletionPolicy": policy}),
        "B": stack.resource(Name="b", FailOn="Create", depends_on="A"),
    }
    assert stack.create(resources) == "ROLLBACK_COMPLETE"
    assert stack.asked() == asked
