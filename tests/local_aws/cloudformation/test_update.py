import pytest

from tests.local_aws.cloudformation.conftest import RecordingStack


def test_only_what_changed_is_updated(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a", Size="1"), "B": stack.resource(Name="b")})
    stack.forget()
    assert stack.update({"A": stack.resource(Name="a", Size="2"), "B": stack.resource(Name="b")}) == "UPDATE_COMPLETE"
    assert stack.asked() == ["Update A a"]
    request = stack.requests()[0]
    assert request["ResourceProperties"]["Size"] == "2"
    assert request["OldResourceProperties"]["Size"] == "1"


def test_a_replaced_resource_is_deleted_in_the_clean_up(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="old"), "B": stack.resource(Name="b", Other={"Ref": "A"})})
    stack.forget()
    after = {"A": stack.resource(Name="new"), "B": stack.resource(Name="b", Other={"Ref": "A"})}
    assert stack.update(after) == "UPDATE_COMPLETE"
    assert stack.asked() == ["Update A old", "Update B b", "Delete A old"]
    assert stack.requests()[2]["ResourceProperties"]["Name"] == "old"
    assert stack.resources()["A"][0] == "new"
    assert stack.statuses()[-3:] == ["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE"]


@pytest.mark.parametrize("policy", ["Retain", "RetainExceptOnCreate"])
def test_a_replaced_resource_is_kept_by_its_policy(stack: RecordingStack, policy: str) -> None:
    attributes = {"UpdateReplacePolicy": policy}
    stack.create({"A": stack.resource(Name="old", attributes=attributes)})
    stack.forget()
    assert stack.update({"A": stack.resource(Name="new", attributes=attributes)}) == "UPDATE_COMPLETE"
    assert stack.asked() == ["Update A old"]


def test_a_removed_resource_is_deleted_in_the_clean_up(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a"), "B": stack.resource(Name="b", depends_on="A")})
    stack.forget()
    assert stack.update({"C": stack.resource(Name="c")}) == "UPDATE_COMPLETE"
    assert stack.asked() == ["Create C", "Delete B b", "Delete A a"]
    assert set(stack.resources()) == {"C"}


def test_a_failed_clean_up_does_not_fail_the_update(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a", FailOn="Delete"), "B": stack.resource(Name="b")})
    assert stack.update({"B": stack.resource(Name="b")}) == "UPDATE_COMPLETE"
    assert "told to fail Delete" in stack.reasons("DELETE_FAILED")["A"]
    assert set(stack.resources()) == {"B"}


def test_a_failed_update_is_taken_back(stack: RecordingStack) -> None:
    before = {"A": stack.resource(Name="a", Size="1"), "B": stack.resource(Name="b", Size="1", depends_on="A")}
    stack.create(before)
    stack.forget()
    failing = {
        "A": stack.resource(Name="a", Size="2"),
        "New": stack.resource(Name="new"),
        "B": stack.resource(Name="b", Size="2", FailOn="Update", depends_on=["A", "New"]),
    }
    assert stack.update(failing) == "UPDATE_ROLLBACK_COMPLETE"
    asked = stack.asked()
    assert sorted(asked[:2]) == ["Create New", "Update A a"]
    assert asked[2:] == ["Update B b", "Update A a", "Update B b", "Delete New new"]
    back = stack.requests()[3]
    assert (back["ResourceProperties"]["Size"], back["OldResourceProperties"]["Size"]) == ("1", "2")
    assert stack.resources() == {"A": ("a", "UPDATE_COMPLETE"), "B": ("b", "UPDATE_COMPLETE")}
    assert stack.statuses()[-4:] == [
        "UPDATE_IN_PROGRESS",
        "UPDATE_ROLLBACK_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE",
    ]


ROLLED_BACK = {
    "delete": ["Update A old", "Create B", "Delete B b", "Delete A new"],
    "update": ["Update A old", "Create B", "Update A new", "Delete B b", "Delete A new"],
}


@pytest.mark.parametrize("shape", ROLLED_BACK)
def test_a_replaced_resource_is_rolled_back_in_either_shape(stack: RecordingStack, shape: str) -> None:
    stack.create({"A": stack.resource(Name="old")}, rollback_of_replaced=shape)
    stack.forget()
    failing = {"A": stack.resource(Name="new"), "B": stack.resource(Name="b", FailOn="Create", depends_on="A")}
    assert stack.update(failing) == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.asked() == ROLLED_BACK[shape]
    last = stack.requests()[-1]
    assert last["ResourceProperties"]["Name"] == "new"
    assert stack.resources()["A"] == ("old", "UPDATE_COMPLETE")


@pytest.mark.parametrize(
    ("shape", "asked"),
    [("delete", ["Update A old", "Delete A new"]), ("update", ["Update A old", "Update A new", "Delete A new"])],
)
def test_a_replacement_that_itself_failed_is_rolled_back(stack: RecordingStack, shape: str, asked: list[str]) -> None:
    stack.create({"A": stack.resource(Name="old")}, rollback_of_replaced=shape)
    stack.forget()
    assert stack.update({"A": stack.resource(Name="new", FailOn="Update")}) == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.asked() == asked
    assert stack.resources()["A"][0] == "old"


def test_an_update_back_that_fails_leaves_the_rollback_failed(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a", FailOn="Update")})
    assert stack.update({"A": stack.resource(Name="a", FailOn="Update", Size="2")}) == "UPDATE_ROLLBACK_FAILED"


def test_a_service_token_cannot_be_modified(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a")})
    stack.forget()
    other = stack.resource(Name="a")
    other["Properties"]["ServiceToken"] += "-other"
    assert stack.update({"A": other, "B": stack.resource(Name="b")}) == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.reasons("UPDATE_FAILED")["A"] == "Modifying service token is not allowed."
    assert "Update A a" not in stack.asked()


def test_without_rollback_a_failed_update_stays(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a")})
    failing = {"A": stack.resource(Name="a", FailOn="Update")}
    assert stack.update(failing, disable_rollback=True) == "UPDATE_FAILED"
    assert stack.resources()["A"] == ("a", "UPDATE_FAILED")
