from tests.local_aws.cloudformation.conftest import RecordingStack


def test_a_clean_up_tries_three_times_and_skips(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="old", FailOn="Delete"), "B": stack.resource(Name="b")})
    stack.forget()
    after = {"A": stack.resource(Name="new"), "B": stack.resource(Name="b")}
    assert stack.update(after) == "UPDATE_COMPLETE"
    assert stack.asked() == ["Update A old", *["Delete A old"] * 3]
    assert len({event["RequestId"] for event in stack.requests()}) == 4
    stack.forget()
    assert stack.delete() == "DELETE_COMPLETE"
    assert "Delete A old" not in stack.asked()


def test_a_clean_up_that_succeeds_at_last(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a", FailTimes=2, FailOn="Delete"), "B": stack.resource(Name="b")})
    stack.forget()
    (stack.folder / "journal").touch()
    assert stack.update({"B": stack.resource(Name="b")}) == "UPDATE_COMPLETE"
    assert stack.asked() == ["Delete A a"] * 3
    assert "A" in stack.reasons("DELETE_COMPLETE")


def test_a_rollbacks_clean_up_tries_three_times_too(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a")})
    stack.forget()
    failing = {
        "A": stack.resource(Name="a"),
        "New": stack.resource(Name="new", FailOn="Delete"),
        "B": stack.resource(Name="b", FailOn="Create", depends_on="New"),
    }
    assert stack.update(failing) == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.asked() == ["Create New", "Create B", "Delete B b", *["Delete New new"] * 3]


def test_deleting_a_stack_tries_once(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a", FailOn="Delete")})
    stack.forget()
    assert stack.delete() == "DELETE_FAILED"
    assert stack.asked() == ["Delete A a"]
