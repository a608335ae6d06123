"""DynamoDB's expressions, cut into tokens, and what conditions and updates have in common: paths and values."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NoReturn

from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords

from tests.simulation.item_values import Frozen
from tests.simulation.table_errors import ValidationError

Values = Mapping[str, Frozen]
"""The values of an expression's placeholders."""
Path = tuple[str, ...]
"""The name of an attribute, then those of entries within maps."""
Operand = Callable[[Mapping[str, Frozen], Values], Frozen]
"""Reads a value of an item; MISSING where there is none."""

MISSING: Any = object()

_TOKEN = re.compile(r"\s*(?:(:\w+|[A-Za-z_]\w*|<>|<=|>=|[=<>(),.+-])|(\S))")
_NAME = re.compile(r"[A-Za-z_]\w*")


class Tokens:
    """An expression's tokens, to be taken one after the other."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.numbers: set[str] = set()
        """Placeholders that must be numbers; for an update's parser to fill."""
        self._closed = (-1, -1)
        self._tokens = _cut(expression)
        self._next = 0

    @property
    def placeholders(self) -> set[str]:
        """All that the expression uses."""
        return {token for token in self._tokens if token.startswith(":")}

    def peek(self, ahead: int = 0) -> str:
        """The next token, or one after it; "" at the end."""
        index = self._next + ahead
        return self._tokens[index] if index < len(self._tokens) else ""

    def take(self) -> str:
        """The next token, which is not looked at again."""
        token = self.peek()
        self._next += 1
        return token

    def takes(self, token: str) -> bool:
        """Whether the next token is this one; it is taken then."""
        if self.peek() != token:
            return False
        self._next += 1
        return True

    def require(self, token: str) -> None:
        """Take this token."""
        if not self.takes(token):
            self.refuse()

    def is_call_of(self, function: str) -> bool:
        """Whether a call of the function comes next."""
        return self.peek() == function and self.peek(1) == "("

    def refuse(self) -> NoReturn:
        """Nothing is known of what comes next."""
        raise NotImplementedError(f"{self.expression!r}, from {self.peek()!r} on")

    def open_parenthesis(self) -> int:
        """Take one that begins a group; where it stands."""
        self.require("(")
        return self._next

    def close_parenthesis(self, opened: int) -> None:
        """Take the one that ends a group. DynamoDB refuses a group that has nothing but another group."""
        self.require(")")
        if self._closed == (opened + 1, self._next - 1):
            raise ValidationError("Invalid ConditionExpression: The expression has redundant parentheses")
        self._closed = opened, self._next

    def path(self) -> Path:
        """The path that comes next."""
        names = [self._name()]
        while self.takes("."):
            names.append(self._name())
        return tuple(names)

    def placeholder(self) -> str:
        """The placeholder that comes next."""
        if not self.peek().startswith(":"):
            self.refuse()
        return self.take()

    def _name(self) -> str:
        name = self.take()
        if _NAME.fullmatch(name) is None:
            raise NotImplementedError(f"{self.expression!r}: {name!r} is no name")
        if name.upper() in _reserved():
            raise ValidationError(f"Attribute name is a reserved keyword; reserved keyword: {name}")
        return name


def value_at(item: Frozen, path: Sequence[str]) -> Frozen:
    """What an item has at a path; MISSING where it has nothing."""
    for name in path:
        if not isinstance(item, dict) or name not in item:
            return MISSING
        item = item[name]
    return item


def path_operand(path: Path) -> Operand:
    """Reads a path."""
    return lambda item, values: value_at(item, path)


def placeholder_operand(name: str) -> Operand:
    """Reads a value that comes with the expression."""
    return lambda item, values: values[name]


def _cut(expression: str) -> list[str]:
    tokens = []
    for token, unknown in _TOKEN.findall(expression):
        if unknown:
            raise NotImplementedError(f"{expression!r}: {unknown!r}")
        tokens.append(token)
    return tokens


@cache
def _reserved() -> frozenset[str]:
    return frozenset(word.upper() for word in ReservedKeywords.get_reserved_keywords())
