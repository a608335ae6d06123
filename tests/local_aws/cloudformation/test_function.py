import json
from typing import Any

from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws


def function(answer: str, **properties: Any) -> dict[str, Any]:
    return {
        "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Runtime": "python3.14",
                "Handler": "index.handler",
                "Role": "arn:aws:iam::123456789012:role/any",
                "Code": {"ZipFile": f"def handler(event, context): return {answer!r}"},
                **properties,
            },
        }
    }


def test_an_update_changes_the_code_and_keeps_the_name(local_aws: LocalAws, stack: RecordingStack) -> None:
    client = local_aws.client("lambda")
    stack.create(function("first"))
    (name, _) = stack.resources()["Function"]
    client.put_function_event_invoke_config(FunctionName=name, MaximumRetryAttempts=1)
    for answer in ("first", "second"):
        assert json.loads(client.invoke(FunctionName=name)["Payload"].read()) == answer
        if answer == "first":
            assert stack.update(function("second")) == "UPDATE_COMPLETE"
    assert stack.resources()["Function"][0] == name
    assert client.get_function_event_invoke_config(FunctionName=name)["MaximumRetryAttempts"] == 1


def test_a_stack_made_again_has_another_function(stack: RecordingStack) -> None:
    names = set()
    for _ in range(2):
        assert stack.create(function("a")) == "CREATE_COMPLETE"
        names.add(stack.resources()["Function"][0])
        stack.delete()
        stack.__dict__.pop("_id")
    assert len(names) == 2
    assert all(len(name) <= 64 for name in names)


def test_another_name_is_another_function(stack: RecordingStack) -> None:
    stack.create(function("a", FunctionName=f"{stack.name}-one"))
    assert stack.update(function("a", FunctionName=f"{stack.name}-two")) == "UPDATE_COMPLETE"
    assert stack.resources()["Function"][0] == f"{stack.name}-two"
    assert stack.update(function("a", FunctionName=f"{stack.name}-one")) == "UPDATE_COMPLETE"
