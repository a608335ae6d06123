"""Checks of requests and answers against the service's model.

botocore's own validator knows names, types, required members and least lengths; greatest lengths, enumerations and
patterns are checked here. Three of the model's patterns carry one escape too many or need Unicode properties; they are
read as they are meant.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.validate import ParamValidator

Value: TypeAlias = Any
"""Any JSON value; the shape given with it says which."""

_UUID = re.compile(r"[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}")


def known_members(value: Value, shape: Shape | None) -> Value:
    """A request, or a part of one, without the members that the model does not have."""
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        return {name: known_members(item, shape.members[name]) for name, item in value.items() if name in shape.members}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [known_members(item, shape.member) for item in value]
    return value if shape is not None else {}


def problems_of(parameters: dict[str, Any], shape: Shape | None, operation: str) -> list[str]:
    """The mistakes of a request, in words; empty if there are none."""
    if shape is None:
        return [f"Unknown parameter: {name}" for name in parameters]
    report = ParamValidator().validate(parameters, shape)
    if report.has_errors():
        return [report.generate_report()]
    problems = [f"{path}: {problem}" for path, problem in _problems(parameters, shape, "")]
    token = parameters.get("ClientToken")
    if operation == "ClaimPhoneNumber" and token is not None and _UUID.fullmatch(token) is None:
        problems.append(f"ClientToken: {token!r} is not a lower-case UUID")
    return problems


def _problems(value: Value, shape: Shape, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(shape, StructureShape):
        for name, member in value.items():
            yield from _problems(member, shape.members[name], f"{path}.{name}" if path else name)
    elif isinstance(shape, ListShape):
        yield from _size_problems(len(value), shape, path, "items")
        for index, item in enumerate(value):
            yield from _problems(item, shape.member, f"{path}[{index}]")
    elif isinstance(shape, MapShape):
        yield from _size_problems(len(value), shape, path, "entries")
        for key, item in value.items():
            yield from _problems(key, shape.key, f"{path} key")
            yield from _problems(item, shape.value, f"{path}[{key}]")
    else:
        yield from _scalar_problems(value, shape, path)


def _scalar_problems(value: Value, shape: Shape, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield from _size_problems(len(value), shape, path, "characters")
        options = shape.metadata.get("enum")
        if options and value not in options:
            yield path, f"{value!r} is not one of the values of {shape.name}"
        meaning = _MEANINGS.get(shape.name)
        pattern = shape.metadata.get("pattern")
        if meaning is not None and not meaning.holds(value):
            yield path, f"{value!r} is not {meaning.words}"
        elif meaning is None and pattern is not None and re.fullmatch(pattern, value) is None:
            yield path, f"{value!r} does not match {pattern}"
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from _size_problems(value, shape, path, "")


def _size_problems(size: int, shape: Shape, path: str, unit: str) -> Iterator[tuple[str, str]]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield path, f"{size} {unit}".rstrip() + f" is less than {least}"
    if most is not None and size > most:
        yield path, f"{size} {unit}".rstrip() + f" is more than {most}"


def _is_tag_key(key: str) -> bool:
    allowed = all(unicodedata.category(char)[0] in "LZN" or char in "_.:/=+-@" for char in key)
    return allowed and not key.startswith("aws:")


def _is_e164(value: str) -> bool:
    return re.fullmatch(r"\+[1-9]\d{1,14}", value, re.ASCII) is not None


def _is_prefix(value: str) -> bool:
    return re.fullmatch(r"\+?[0-9]{1,11}", value, re.ASCII) is not None


@dataclass(frozen=True)
class Meaning:
    """The intended meaning of a pattern of the model."""

    holds: Callable[[str], bool]
    words: str


_MEANINGS = {
    "PhoneNumber": Meaning(_is_e164, "an E.164 number: + and 2 to 15 digits, the first not 0"),
    "PhoneNumberPrefix": Meaning(_is_prefix, "+ and at most 11 digits"),
    "TagKey": Meaning(_is_tag_key, "a tag key: letters, digits, spaces and _.:/=+-@, not beginning with aws:"),
}
