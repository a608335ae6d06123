"""Commands of the AWS CLI, held to botocore's models, which it is made of too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import botocore.session
import jmespath  # type: ignore[import-untyped]
from botocore import xform_name
from botocore.model import OperationModel


@dataclass(frozen=True)
class AwsCommand:
    """A command as a call of boto3.

    Attributes:
        query: a compiled JMESPath expression, or None.
    """

    service: str
    method: str
    parameters: dict[str, Any]
    query: Any

    @classmethod
    def parse(cls, words: list[str]) -> AwsCommand:
        """Read the words behind `aws`. AssertionError where the service has no such operation or parameter."""
        service, command, *options = words
        operation = _operations(service)[command]
        shape_of_input: Any = operation.input_shape
        members = {xform_name(name, "-"): (name, shape) for name, shape in shape_of_input.members.items()}
        query, parameters = None, {}
        while options:
            option, *options = options
            if option == "--query":
                query = jmespath.compile(options.pop(0))
                continue
            assert option.startswith("--"), f"{option} is no option"
            is_on = option[2:] in members
            given = option[2:] if is_on else option[2:].removeprefix("no-")
            assert given in members, f"aws {service} {command} has no {option}; it has {sorted(members)}"
            name, shape = members[given]
            assert is_on or shape.type_name == "boolean"
            values = []
            while options and not options[0].startswith("--"):
                values.append(options.pop(0))
            parameters[name] = _value(shape, values) if is_on else False
        missing = set(shape_of_input.required_members) - set(parameters)
        assert not missing, f"aws {service} {command} needs {missing}"
        return cls(service, xform_name(operation.name), parameters, query)


@cache
def _operations(service: str) -> dict[str, OperationModel]:
    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(name, "-"): model.operation_model(name) for name in model.operation_names}


def _value(shape: Any, values: list[str]) -> Any:
    if shape.type_name == "boolean":
        assert values == []
        return True
    if shape.type_name == "list" and shape.member.type_name == "structure":
        return [_structure(shape.member, value) for value in values]
    if shape.type_name == "list":
        return values
    [value] = values
    if shape.type_name == "structure" and not value.startswith("{"):
        return _structure(shape, value)
    return float(value) if shape.type_name in ("double", "float") else _scalar(shape.type_name, value)


def _structure(shape: Any, value: str) -> dict[str, str]:
    members = dict(pair.split("=", 1) for pair in value.split(","))
    assert members.keys() <= shape.members.keys()
    return members


def _scalar(type_name: str, value: str) -> Any:
    return json.loads(value) if type_name in ("integer", "long", "structure", "map") else value
