"""Rules as tables, and rules that many arguments share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..private.tokens import is_token
from .finding import Finding

T = TypeVar("T")

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Rule(Generic[T]):
    """A condition that a value must not fulfil, and what to say when it does."""

    code: str
    is_broken: Callable[[T], bool]
    message: Callable[[T], str]


def evaluate(rules: Sequence[Rule[T]], value: T) -> list[Finding]:
    """What is wrong with a value: the first broken rule, because the later rules rely on the earlier ones.

    A token's value is not known, so it breaks no rule, unless it is a list where one value is asked for.
    """
    if isinstance(value, str) and is_token(value):
        return []
    for rule in rules:
        if rule.is_broken(value):
            return [Finding(rule.code, rule.message(value))]
    return []


def flag_findings(code: str, name: str, value: object) -> list[Finding]:
    """What is wrong with a choice between yes and no, called by this name: 'false' would count as true."""
    if isinstance(value, bool):
        return []
    return [Finding(code, f"{name} is {value!r}: give True or False.")]


def is_text(value: str) -> bool:
    """Whether a text consists of characters: a Python string may hold halves of surrogate pairs."""
    return _SURROGATE.search(value) is None
