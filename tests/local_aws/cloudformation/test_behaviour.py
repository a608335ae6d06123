import pytest

from local_aws.cloudformation.behaviour import Behaviour
from tests.local_aws.cloudformation.conftest import RecordingStack


def test_a_stacks_tag_comes_before_the_environment() -> None:
    record = {"Tags": [{"Key": "local-aws:rollback-of-replaced", "Value": "update"}]}
    environment = {"LOCAL_AWS_ROLLBACK_OF_REPLACED": "delete", "LOCAL_AWS_SIBLINGS_OF_FAILED": "cancel"}
    assert Behaviour.of(record, environment) == Behaviour("update", "cancel")


def test_every_choice_can_be_made_by_tags() -> None:
    chosen = {
        "request-ids": "reused",
        "retry-of-failed-create": "delete-first",
        "late-requests": "Create=4 Delete=0.5",
        "repeated-requests": "Update=1",
        "response-url-seconds": "60",
        "signing-moments": "real",
    }
    record = {"Tags": [{"Key": f"local-aws:{name}", "Value": value} for name, value in chosen.items()]}
    assert Behaviour.of(record, {}) == Behaviour(
        request_ids="reused",
        retry_of_failed_create="delete-first",
        late_requests={"Create": 4.0, "Delete": 0.5},
        repeated_requests={"Update": 1.0},
        response_url_seconds=60,
        signing_moments="real",
    )


@pytest.mark.parametrize("value", ["Create", "Read=1", "Create=soon", "Create=-1"])
def test_seconds_that_are_none_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match="Give types of requests"):
        Behaviour.of({"Tags": [{"Key": "local-aws:late-requests", "Value": value}]}, {})


def test_without_either_the_safe_choices_hold() -> None:
    assert Behaviour.of({}, {}) == Behaviour("delete", "await", "fresh", "create-first", {}, {}, 7200, "apart")


def test_a_value_that_is_no_choice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"is 'sometimes'\. Give one of: delete, update\."):
        Behaviour.of({}, {"LOCAL_AWS_ROLLBACK_OF_REPLACED": "sometimes"})


def test_a_stack_with_such_a_tag_fails_before_anything_is_asked(stack: RecordingStack) -> None:
    resources = {"A": stack.resource(Name="a")}
    assert stack.create(resources, rollback_of_replaced="sometimes") == "ROLLBACK_COMPLETE"
    assert "Give one of: delete, update" in stack.reasons("ROLLBACK_IN_PROGRESS")[stack.name]
