"""A check that what travels over the wire has the service model's members and no others."""

import json
from typing import Any

from botocore.client import BaseClient
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape


def check_every_answer(client: BaseClient) -> list[str]:
    """Fail the call whose answer does not fit the model; the list returned fills with the operations answered."""
    seen: list[str] = []

    def check(operation_model: OperationModel, response_dict: dict[str, Any], **_: Any) -> None:
        seen.append(operation_model.name)
        body = json.loads(response_dict["body"] or "{}")
        if response_dict["status_code"] < 300:
            assert_fits(body, operation_model.output_shape, operation_model.name)
        else:
            assert_error_fits(body, response_dict, operation_model)

    client.meta.events.register("before-parse.*.*", check)
    return seen


def assert_error_fits(body: dict[str, Any], response: dict[str, Any], operation: OperationModel) -> None:
    shapes = {shape.name: shape for shape in operation.error_shapes}
    code = body.pop("__type")
    assert code in shapes, f"{operation.name} has no {code}"
    assert shapes[code].metadata["error"]["httpStatusCode"] == response["status_code"]
    assert body.get("Message") or "Message" not in shapes[code].members
    assert_fits(body, shapes[code], code)


def assert_fits(value: Any, shape: Shape | None, path: str) -> None:
    if isinstance(shape, StructureShape):
        names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        assert set(value) <= set(names), f"{path}: {set(value) - set(names)}"
        for name, item in value.items():
            assert_fits(item, names[name], f"{path}.{name}")
    elif isinstance(shape, ListShape):
        for item in value:
            assert_fits(item, shape.member, f"{path}[]")
    elif isinstance(shape, MapShape):
        for key, item in value.items():
            assert_fits(key, shape.key, f"{path} key")
            assert_fits(item, shape.value, f"{path}[{key}]")
    elif shape is None:
        assert value == {}, path
    else:
        types = {"string": str, "integer": int, "long": int, "boolean": bool, "double": float}
        assert isinstance(value, types.get(shape.type_name, int | float | str)), path
        assert value in (shape.metadata.get("enum") or [value]), path
