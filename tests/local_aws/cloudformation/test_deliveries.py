import time

from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws


def test_requests_come_again_where_the_stack_says_so(stack: RecordingStack) -> None:
    assert stack.create({"A": stack.resource(Name="a")}, repeated_requests="Create=0.5 Delete=0") == "CREATE_COMPLETE"
    first, second = stack.requests_once_there_are(2)
    assert first == second
    stack.delete()
    stack.requests_once_there_are(4)
    assert stack.asked() == ["Create A", "Create A", "Delete A a", "Delete A a"]


def test_requests_come_late_where_the_stack_says_so(stack: RecordingStack) -> None:
    began = time.monotonic()
    assert stack.create({"A": stack.resource(Name="a")}, late_requests="Create=1.5") == "CREATE_COMPLETE"
    assert time.monotonic() - began > 1.5


def test_a_create_can_come_after_its_own_delete(stack: RecordingStack) -> None:
    resources = {"A": stack.resource(Name="a", ServiceTimeout=1)}
    assert stack.create(resources, late_requests="Create=2") == "ROLLBACK_COMPLETE"
    delete, create = stack.requests_once_there_are(2)
    assert (delete["RequestType"], create["RequestType"]) == ("Delete", "Create")


def test_one_update_can_come_after_its_own_rollback(local_aws: LocalAws, stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a", ServiceTimeout=1)})
    stack.forget()
    control = local_aws.running.control
    control.delay_requests("Update", 2, stack_name=stack.name, logical_resource_id="A")
    assert stack.update({"A": stack.resource(Name="a", ServiceTimeout=1, Size=2)}) == "UPDATE_ROLLBACK_COMPLETE"
    rollback, update = stack.requests_once_there_are(2)
    assert "Size" not in rollback["ResourceProperties"]
    assert update["ResourceProperties"]["Size"] == "2"


def test_chosen_requests_can_come_again(local_aws: LocalAws, stack: RecordingStack) -> None:
    local_aws.running.control.repeat_requests("Create", 0, stack_name=stack.name, logical_resource_id="B")
    stack.create({"A": stack.resource(Name="a"), "B": stack.resource(Name="b", depends_on="A")})
    stack.requests_once_there_are(3)
    assert stack.asked() == ["Create A", "Create B", "Create B"]


def test_what_is_to_happen_to_others_does_not_happen_here(local_aws: LocalAws, stack: RecordingStack) -> None:
    local_aws.running.control.repeat_requests("Create", 0, stack_name=f"{stack.name}-other")
    stack.create({"A": stack.resource(Name="a")})
    time.sleep(0.5)
    assert stack.asked() == ["Create A"]
