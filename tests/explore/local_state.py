"""The local state of an invocation that waits for an answer: the lines and variables of its frames.

Two invocations that wait at the same lines with the same variables go on in the same way, whatever answers they had
before. But values on the interpreter's stack are not visible, for example the rest of a list in a loop. So code that
merges invocations by their local state compares what they did next, if both have done so.
"""

from __future__ import annotations

import sys
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from types import CodeType, FrameType, FunctionType, MethodType
from typing import Any

from connect_phone_numbers.aws.services import Services, Settings
from connect_phone_numbers.errors import TryAgainLater

_PLAIN = (str, int, float, bool, type(None), Decimal, Enum, bytes)
_CONSTANT = (Services, Settings)
"""Types whose values are the same for every invocation of an exploration."""
_OURS = "tests.explore"


class Part:
    """A composite value. Equal parts are one object, so that identity tells them apart.

    Attributes:
        kind: the class of a value with fields; "" for a sequence.
        names: the names of the fields; none for a sequence.
        values: the values in the same order, each a plain value or a part.
    """

    __slots__ = ("kind", "names", "values")

    def __init__(self, kind: str, names: tuple[str, ...], values: tuple[Hashable, ...]) -> None:
        self.kind = kind
        self.names = names
        self.values = values


class LocalStates:
    """All local states so far. They share equal parts."""

    def __init__(self) -> None:
        self._parts: dict[Hashable, Part] = {}

    def of(self, frame: FrameType | None, outermost: CodeType) -> Part:
        """The local state of the frames from this one up to the outermost, which is left out."""
        walk = _Walk(self._part)
        frames: list[Hashable] = []
        while frame is not None and frame.f_code is not outermost:
            if _OURS not in frame.f_globals.get("__name__", ""):
                variables = walk.fields(f"{frame.f_code.co_qualname} {frame.f_lasti}", sorted(frame.f_locals.items()))
                frames.append(variables)
            elif "items" in frame.f_locals:
                frames.append(walk.value(frame.f_locals["items"]))
            frame = frame.f_back
        # The error that an except clause handles is no variable.
        return self._part("", (), (*frames, walk.error(sys.exc_info()[1])))

    def with_answers(self, part: Part, answers: Iterable[Hashable]) -> Part:
        """A local state together with all answers, which determine the values on the interpreter's stack."""
        return self._part("", (), (part, repr(tuple(answers))))

    def _part(self, kind: str, names: tuple[str, ...], values: tuple[Hashable, ...]) -> Part:
        key = (kind, names, values)
        known = self._parts.get(key)
        if known is None:
            known = self._parts[key] = Part(kind, names, values)
        return known


class _Walk:
    """Walks through the values of a local state. A value that it meets twice is worked out once."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._known: dict[int, Hashable] = {}
        self._seen: dict[int, int] = {}

    def fields(self, kind: str, items: Iterable[tuple[str, Any]]) -> Part:
        names, values = [], []
        for name, each in items:
            names.append(name)
            values.append(self.value(each))
        made: Part = self._part(kind, tuple(names), tuple(values))
        return made

    def value(self, value: Any) -> Hashable:
        how = _how(type(value))
        if how == "plain":
            return value  # type: ignore[no-any-return]
        if how == "name":
            return type(value).__qualname__
        match how:
            case "sequence":
                return self._part("", (), tuple(map(self.value, value)))
            case "map":
                return self.fields("map", ((str(key), each) for key, each in value.items()))
            case "frozen":
                known = self._known.get(id(value))
                if known is None:
                    known = self._known[id(value)] = self._object(value)
                return known
            case "object":
                if id(value) in self._seen:
                    return self._seen[id(value)]
                self._seen[id(value)] = len(self._seen)
                return self._object(value)
            case "error":
                return self.error(value)
            case "set":
                return self._part("", (), tuple(self.value(each) for each in sorted(value, key=repr)))
            case "method":
                return self.fields(value.__func__.__qualname__, [("self", value.__self__)])
        cells = zip(value.__code__.co_freevars, value.__closure__ or (), strict=True)
        return self.fields(value.__qualname__, ((name, _content(cell)) for name, cell in cells))

    def error(self, error: BaseException | None) -> Hashable:
        """The part for an error that is being handled. The text of a wait, which is for people, does not count."""
        if error is None:
            return None
        text = "why" if isinstance(error, TryAgainLater) else "message"
        told = (str(error), getattr(error, "seconds", 0), self.error(error.__context__))
        return self._part(type(error).__name__, (text, "seconds", "context"), told)  # type: ignore[no-any-return]

    def _object(self, value: Any) -> Part:
        kind = type(value)
        attributes = getattr(value, "__dict__", None) or {name: getattr(value, name) for name in _slots(kind)}
        return self.fields(kind.__qualname__, sorted(attributes.items()))


_BY_CLASS: tuple[tuple[Any, str], ...] = (
    *((Mapping, "map"), ((list, tuple), "sequence"), (Set, "set"), (BaseException, "error")),
    *((FunctionType, "function"), (MethodType, "method")),
)


@cache
def _how(kind: type) -> str:
    """The way in which values of a class are compared."""
    if issubclass(kind, _PLAIN):
        return "plain"
    for classes, how in _BY_CLASS:
        if issubclass(kind, classes):
            return how
    is_known = kind.__module__.startswith("connect_phone") and not issubclass(kind, (type, *_CONSTANT))
    if not is_known:
        return "name"
    return "frozen" if is_dataclass(kind) else "object"


@cache
def _slots(kind: type) -> tuple[str, ...]:
    return tuple(name for each in kind.__mro__ for name in getattr(each, "__slots__", ()))


def _content(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return None
