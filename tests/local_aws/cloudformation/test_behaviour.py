import pytest

from local_aws.cloudformation.behaviour import Behaviour
from tests.local_aws.cloudformation.conftest import RecordingStack


def test_a_stacks_tag_comes_before_the_environment() -> None:
    record = {"Tags": [{"Key": "local-aws:rollback-of-replaced", "Value": "update"}]}
    environment = {"LOCAL_AWS_ROLLBACK_OF_REPLACED": "delete", "LOCAL_AWS_SIBLINGS_OF_FAILED": "cancel"}
    assert Behaviour.of(record, environment) == Behaviour("update", "cancel")


def test_without_either_the_safe_choices_hold() -> None:
    assert Behaviour.of({}, {}) == Behaviour("delete", "await")


def test_a_value_that_is_no_choice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"is 'sometimes'\. Give one of: delete, update\."):
        Behaviour.of({}, {"LOCAL_AWS_ROLLBACK_OF_REPLACED": "sometimes"})


def test_a_stack_with_such_a_tag_fails_before_anything_is_asked(stack: RecordingStack) -> None:
    resources = {"A": stack.resource(Name="a")}
    assert stack.create(resources, rollback_of_replaced="sometimes") == "ROLLBACK_COMPLETE"
    assert "Give one of: delete, update" in stack.reasons("ROLLBACK_IN_PROGRESS")[stack.name]
