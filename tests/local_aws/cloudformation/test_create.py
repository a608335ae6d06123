import time

from tests.local_aws.cloudformation.conftest import RecordingStack


def test_independent_resources_are_created_at_the_same_time(stack: RecordingStack) -> None:
    resources = {f"R{n}": stack.resource(Name=f"r{n}", Seconds=1) for n in range(12)}
    assert stack.create(resources) == "CREATE_COMPLETE"
    statuses = [status for name, status in stack.events() if name in resources]
    assert set(statuses[:12]) == {"CREATE_IN_PROGRESS"}, "all have begun before the first is there"
    assert len(stack.requests()) == 12


def test_a_resource_waits_for_those_it_refers_to(stack: RecordingStack) -> None:
    first = stack.resource(Name="a", Seconds=0.3)
    second = stack.resource(Name="b", Other={"Fn::GetAtt": ["A", "Value"]}, Flag=True, Count=3)
    assert stack.create({"A": first, "B": second}) == "CREATE_COMPLETE"
    assert stack.asked() == ["Create A", "Create B"]
    properties = stack.requests()[1]["ResourceProperties"]
    assert (properties["Other"], properties["Flag"], properties["Count"]) == ("value of a", "true", "3")


def test_a_failed_create_is_deleted_by_the_id_that_it_answered(stack: RecordingStack) -> None:
    resources = {"A": stack.resource(Name="a"), "B": stack.resource(Name="b", FailOn="Create", depends_on="A")}
    assert stack.create(resources) == "ROLLBACK_COMPLETE"
    assert stack.asked() == ["Create A", "Create B", "Delete B b", "Delete A a"]
    reason = stack.reasons("CREATE_FAILED")["B"]
    request_id = stack.requests()[1]["RequestId"]
    assert reason == (
        "Received response status [FAILED] from custom resource. "
        f"Message returned: told to fail Create (RequestId: {request_id})"
    )
    assert stack.statuses() == ["CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"]


def test_siblings_of_a_failed_resource_are_awaited(stack: RecordingStack) -> None:
    resources = {"A": stack.resource(Name="a", FailOn="Create"), "B": stack.resource(Name="b", Seconds=1)}
    assert stack.create(resources) == "ROLLBACK_COMPLETE"
    assert set(stack.reasons("CREATE_FAILED")) == {"A"}
    assert sorted(stack.asked()) == ["Create A", "Create B", "Delete A a", "Delete B b"]


def test_siblings_of_a_failed_resource_are_cancelled_where_the_stack_says_so(stack: RecordingStack) -> None:
    resources = {"A": stack.resource(Name="a", FailOn="Create", Seconds=0.3), "B": stack.resource(Name="b", Seconds=3)}
    assert stack.create(resources, siblings_of_failed="cancel") == "ROLLBACK_COMPLETE"
    assert stack.reasons("CREATE_FAILED")["B"] == "Resource creation cancelled"
    deleted = next(
        event for event in stack.requests() if event["RequestType"] == "Delete" and event["LogicalResourceId"] == "B"
    )
    assert deleted["PhysicalResourceId"].startswith(f"{stack.name}-B-")


def test_a_resource_that_never_answers_is_deleted_by_an_invented_id(stack: RecordingStack) -> None:
    assert stack.create({"A": stack.resource(Name="a", Silent="Create", ServiceTimeout=4)}) == "ROLLBACK_COMPLETE"
    assert "did not receive a response from your Custom Resource" in stack.reasons("CREATE_FAILED")["A"]
    create, delete = stack.requests()
    assert delete["PhysicalResourceId"].startswith(f"{stack.name}-A-")
    assert "PhysicalResourceId" not in create


def test_an_answer_over_4096_bytes_is_refused(stack: RecordingStack) -> None:
    assert stack.create({"A": stack.resource(Name="a", Padding=4000)}) == "ROLLBACK_COMPLETE"
    assert stack.reasons("CREATE_FAILED")["A"] == "Response object is too long."


def test_an_attribute_that_was_not_answered_fails_what_refers_to_it(stack: RecordingStack) -> None:
    resources = {"A": stack.resource(Name="a"), "B": stack.resource(Name="b", Other={"Fn::GetAtt": ["A", "Missing"]})}
    assert stack.create(resources) == "ROLLBACK_COMPLETE"
    assert "Vendor response doesn't contain Missing attribute" in stack.reasons("CREATE_FAILED")["B"]
    assert stack.asked() == ["Create A", "Delete A a"]


def test_without_rollback_what_failed_stays_and_can_be_deleted(stack: RecordingStack) -> None:
    failing = {"A": stack.resource(Name="a"), "B": stack.resource(Name="b", FailOn="Create")}
    assert stack.create(failing, disable_rollback=True) == "CREATE_FAILED"
    assert stack.resources() == {"A": ("a", "CREATE_COMPLETE"), "B": ("b", "CREATE_FAILED")}
    stack.forget()
    assert stack.delete() == "DELETE_COMPLETE"
    assert sorted(stack.asked()) == ["Delete A a", "Delete B b"]


def test_deleting_a_stack_that_is_being_created_ends_the_creation_first(stack: RecordingStack) -> None:
    stack.start_create({"A": stack.resource(Name="a", Seconds=2), "B": stack.resource(Name="b", depends_on="A")})
    time.sleep(0.5)
    assert stack.delete() == "DELETE_COMPLETE"
    assert [event["RequestType"] for event in stack.requests()] == ["Create", "Delete"]
