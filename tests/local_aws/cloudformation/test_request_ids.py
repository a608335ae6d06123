import pytest

from tests.local_aws.cloudformation.conftest import RecordingStack


def ids(stack: RecordingStack, request_type: str) -> list[str]:
    return [event["RequestId"] for event in stack.requests() if event["RequestType"] == request_type]


@pytest.mark.parametrize(("choice", "different"), [("fresh", 2), ("reused", 1)])
def test_a_retried_update_may_have_the_id_that_failed(stack: RecordingStack, choice: str, different: int) -> None:
    obstacle = stack.folder / "obstacle"
    stack.create({"A": stack.resource(Name="a")}, request_ids=choice)
    after = {"A": stack.resource(Name="a", FailWhile=str(obstacle))}
    obstacle.touch()
    stack.update(after, disable_rollback=True)
    obstacle.unlink()
    stack.update(after)
    first, second = (event for event in stack.requests() if event["RequestType"] == "Update")
    assert len({first["RequestId"], second["RequestId"]}) == different
    assert first["ResponseURL"] != second["ResponseURL"]


def test_what_succeeded_is_not_repeated(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a")}, request_ids="reused")
    for size in (1, 2):
        stack.update({"A": stack.resource(Name="a", Size=size)})
    assert len(set(ids(stack, "Update"))) == 2


def test_a_create_that_is_retried_without_a_rollback(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a", FailOn="Create")}, disable_rollback=True, request_ids="reused")
    assert stack.update({"A": stack.resource(Name="a")}) == "UPDATE_COMPLETE"
    assert len(ids(stack, "Create")) == 2
    assert len(set(ids(stack, "Create"))) == 1
