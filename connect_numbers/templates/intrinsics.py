"""CloudFormation's intrinsic functions, worked out as far as that is possible before a deployment.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .scope import Scope
from .unknown import Unknown, unknowns_in

_NO_VALUE = {"Ref": "AWS::NoValue"}
_VARIABLE = re.compile(r"\$\{(!?)([^}]+)\}")
_DYNAMIC = "{{resolve:"


def resolve(value: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    """A part of a template with its functions worked out; what can't be is `Unknown`."""
    if isinstance(value, str) and _DYNAMIC in value:
        return Unknown(f"the dynamic reference {value}")
    if isinstance(value, list):
        return [resolve(each, scope) for each in value if each != _NO_VALUE]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(name, argument)] = value.items()
        function = _FUNCTIONS.get(name)
        if function is not None:
            return function(argument, scope)
        if name.startswith("Fn::"):
            return Unknown(name)
    return {name: resolve(each, scope) for name, each in value.items() if each != _NO_VALUE}


def holds(condition: Any, scope: Scope) -> bool | Unknown:  # noqa: ANN401 - any part of a template
    """Whether a condition, or a condition's name, is true."""
    if isinstance(condition, str):
        named = scope.template.get("Conditions", {}).get(condition)
        return Unknown(f"the condition {condition}") if named is None else holds(named, scope)
    [(name, argument)] = condition.items()
    if name == "Condition":
        return holds(argument, scope)
    if name == "Fn::Equals":
        sides = resolve(argument, scope)
        unknown = next(unknowns_in(sides), None)
        return unknown or bool(str(sides[0]) == str(sides[1]))
    parts = [holds(each, scope) for each in argument]
    unknown = next(unknowns_in(parts), None)
    if unknown is not None:
        return unknown
    return {"Fn::And": all(parts), "Fn::Or": any(parts), "Fn::Not": not parts[0]}[name]


def _get_att(argument: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    logical_id, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
    return scope.attribute(logical_id, attribute)


def _join(argument: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    separator, parts = argument[0], resolve(argument[1], scope)
    unknown = next(unknowns_in(parts), None)
    return unknown or separator.join(str(part) for part in parts)


def _split(argument: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    text = resolve(argument[1], scope)
    return text if isinstance(text, Unknown) else text.split(argument[0])


def _select(argument: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    parts = resolve(argument[1], scope)
    if isinstance(parts, Unknown):
        return parts
    index = int(argument[0])
    return parts[index] if index < len(parts) else Unknown(f"part {index} of {parts}")


def _sub(argument: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    text, given = (argument, {}) if isinstance(argument, str) else argument
    values = resolve(given, scope)
    found: list[Unknown] = []

    def replaced(match: re.Match[str]) -> str:
        if match[1]:
            return f"${{{match[2]}}}"
        name = match[2].strip()
        value = values[name] if name in values else _referred(name, scope)
        found.extend(unknowns_in(value))
        return str(value)

    replacement = _VARIABLE.sub(replaced, text)
    return found[0] if found else replacement


def _referred(name: str, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    return _get_att(name, scope) if "." in name else scope.reference(name)


def _if(argument: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    name, yes, no = argument
    is_true = holds(name, scope)
    return is_true if isinstance(is_true, Unknown) else resolve(yes if is_true else no, scope)


def _find_in_map(argument: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    keys = resolve(argument, scope)
    unknown = next(unknowns_in(keys), None)
    if unknown is not None:
        return unknown
    found: Any = scope.template.get("Mappings", {})
    for key in keys[:3]:
        found = found.get(key, {})
    return found or Unknown(f"Fn::FindInMap {' '.join(map(str, keys[:3]))}")


def _import(argument: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    name = resolve(argument, scope)
    return name if isinstance(name, Unknown) else scope.imported(name)


def _ref(argument: Any, scope: Scope) -> Any:  # noqa: ANN401 - any part of a template
    return scope.reference(argument)


_FUNCTIONS: dict[str, Callable[[Any, Scope], Any]] = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::Join": _join,
    "Fn::Split": _split,
    "Fn::Select": _select,
    "Fn::Sub": _sub,
    "Fn::If": _if,
    "Fn::FindInMap": _find_in_map,
    "Fn::ImportValue": _import,
}
