"""What an invocation knows where it waits for an answer: its frames' lines and variables.

Two invocations that wait at the same lines with the same variables go on alike, whatever they have been told before.
What stands on an interpreter's stack alone shows nowhere: the rest of a list that a loop goes through, for one. So
whoever merges invocations by this compares what they did next, wherever both have done the same.
"""

from __future__ import annotations

import sys
from collections.abc import Hashable, Mapping, Set
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from types import CodeType, FrameType, FunctionType, MethodType
from typing import Any, NamedTuple

from connect_phone_numbers.errors import TryAgainLater

_PLAIN = (str, int, float, bool, type(None), Decimal, Enum, bytes)
_OURS = "tests.explore"


class Fields(NamedTuple):
    """Values by name."""

    kind: str
    values: tuple[tuple[str, Hashable], ...]


def local_state(frame: FrameType | None, outermost: CodeType) -> Hashable:
    """The frames from this one to the outermost, without that."""
    frames: list[Hashable] = []
    seen: dict[int, int] = {}
    while frame is not None and frame.f_code is not outermost:
        if _OURS not in frame.f_globals.get("__name__", ""):
            variables = tuple((name, _value(each, seen)) for name, each in sorted(frame.f_locals.items()))
            frames.append((frame.f_code.co_qualname, frame.f_lasti, Fields("", variables)))
        elif "items" in frame.f_locals:
            frames.append(_value(frame.f_locals["items"], seen))
        frame = frame.f_back
    # What an except clause handles is no variable.
    return (*frames, _error(sys.exc_info()[1]))


def _value(value: Any, seen: dict[int, int]) -> Hashable:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Mapping):
        pairs = ((str(key), _value(each, seen)) for key, each in value.items())
        return Fields("map", tuple(pairs))
    if isinstance(value, list | tuple):
        return tuple(_value(each, seen) for each in value)
    if isinstance(value, Set):
        return tuple(sorted((_value(each, seen) for each in value), key=repr))
    if isinstance(value, BaseException):
        return _error(value)
    if isinstance(value, FunctionType):
        cells = value.__closure__ or ()
        free = zip(value.__code__.co_freevars, cells, strict=True)
        return Fields(value.__qualname__, tuple((name, _cell(cell, seen)) for name, cell in free))
    if isinstance(value, MethodType):
        return (value.__func__.__qualname__, _value(value.__self__, seen))
    return _object(value, seen)


def _error(error: BaseException | None) -> Hashable:
    """An error that is being handled; what a wait tells a person makes no difference."""
    if error is None:
        return None
    text = "why" if isinstance(error, TryAgainLater) else "message"
    context = _error(error.__context__)
    return Fields(
        type(error).__name__, ((text, str(error)), ("seconds", getattr(error, "seconds", 0)), ("context", context))
    )


def _cell(cell: Any, seen: dict[int, int]) -> Hashable:
    try:
        return _value(cell.cell_contents, seen)
    except ValueError:
        return None


def _object(value: Any, seen: dict[int, int]) -> Hashable:
    kind = type(value)
    if kind.__module__.startswith(_OURS) or isinstance(value, type) or not kind.__module__.startswith("connect_phone"):
        return kind.__qualname__
    if id(value) in seen and not is_dataclass(value):
        return seen[id(value)]
    seen[id(value)] = len(seen)
    attributes = getattr(value, "__dict__", None) or {name: getattr(value, name) for name in _slots(kind)}
    return Fields(kind.__qualname__, tuple((name, _value(each, seen)) for name, each in sorted(attributes.items())))


def _slots(kind: type) -> list[str]:
    return [name for each in kind.__mro__ for name in getattr(each, "__slots__", ())]
