"""Reading paths as Step Functions does: one that leads nowhere is an error, where ministack goes on with null."""

from typing import Any

from ministack.services import stepfunctions

from local_aws.step_functions.failures import runtime_error

Data = Any


def read_path(path: str, data: Data, field: str, state_name: str) -> Data:
    """The value at a path. Raises States.Runtime if there is none."""
    if path == "$":
        return data
    tokens = stepfunctions._parse_jsonpath_tokens(path)
    if tokens is None:
        raise runtime_error(state_name, f"Invalid path '{path}' for the field '{field}'.")
    if any(kind == "wildcard" for kind, _ in tokens):
        return stepfunctions._resolve_path(path, data)
    found = data
    for kind, key in tokens:
        if not (_has_field(found, key) if kind == "field" else _has_index(found, key)):
            raise runtime_error(
                state_name,
                f"The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{data}'.",
            )
        found = found[key]
    return found


def _has_field(data: Data, name: str) -> bool:
    return isinstance(data, dict) and name in data


def _has_index(data: Data, index: int) -> bool:
    return isinstance(data, list) and index < len(data)


def fill_in(template: Data, data: Data, context: dict[str, Any], state_name: str) -> Data:
    """Replace what ends in `.$` by what its path leads to: Parameters and ResultSelector. Raises States.Runtime."""
    if isinstance(template, list):
        return [fill_in(item, data, context, state_name) for item in template]
    if not isinstance(template, dict):
        return template
    return dict(_member(name, value, data, context, state_name) for name, value in template.items())


def _member(name: str, value: Data, data: Data, context: dict[str, Any], state_name: str) -> tuple[str, Data]:
    if not name.endswith(".$"):
        return name, fill_in(value, data, context, state_name)
    if not isinstance(value, str):
        raise runtime_error(state_name, f"The value for the field '{name}' must be a valid JSONPath.")
    if value.startswith("States."):
        return name[:-2], stepfunctions._evaluate_intrinsic(value, data, context)
    if value.startswith("$$."):
        return name[:-2], read_path(value[1:], context, name, state_name)
    return name[:-2], read_path(value, data, name, state_name)
