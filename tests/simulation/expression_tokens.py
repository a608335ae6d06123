"""The tokens of DynamoDB's expressions, and the paths and values that conditions and updates share."""

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
"""The name of an attribute, then the keys within maps."""
Operand = Callable[[Mapping[str, Frozen], Values], Frozen]
"""Reads a value of an item. MISSING if the item has none."""

MISSING: Any = object()

_TOKEN = re.compile(r"\s*(?:(:\w+|[A-Za-z_]\w*|<>|<=|>=|[=<>(),.+-])|(\S))")
_NAME = re.compile(r"[A-Za-z_]\w*")


class Tokens:
    """An expression's tokens. A parser takes one after the other."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.numbers: set[str] = set()
        """The placeholders that must be numbers. The parser of updates fills this."""
        self._closed = (-1, -1)
        self._tokens = _cut(expression)
        self._next = 0

    @property
    def placeholders(self) -> set[str]:
        """All placeholders that the expression uses."""
        return {token for token in self._tokens if token.startswith(":")}

    def peek(self, ahead: int = 0) -> str:
        """The next token, or the token `ahead` places after it. "" at the end."""
        index = self._next + ahead
        return self._tokens[index] if index < len(self._tokens) else ""

    def take(self) -> str:
        """Take the next token."""
        token = self.peek()
        self._next += 1
        return token

    def takes(self, token: str) -> bool:
        """Take the next token if it is this one. Returns whether it was."""
        if self.peek() != token:
            return False
        self._next += 1
        return True

    def require(self, token: str) -> None:
        """Take the next token, which must be this one."""
        if not self.takes(token):
            self.refuse()

    def is_call_of(self, function: str) -> bool:
        """Whether a call of the function comes next."""
        return self.peek() == function and self.peek(1) == "("

    def refuse(self) -> NoReturn:
        """Raise NotImplementedError: the next token is not known here."""
        raise NotImplementedError(f"{self.expression!r}, from {self.peek()!r} on")

    def open_parenthesis(self) -> int:
        """Take a parenthesis that begins a group. Returns its position."""
        self.require("(")
        return self._next

    def close_parenthesis(self, opened: int) -> None:
        """Take the parenthesis that ends a group. DynamoDB refuses a group that has only another group."""
        self.require(")")
        if self._closed == (opened + 1, self._next - 1):
            raise ValidationError("Invalid ConditionExpression: The expression has redundant parentheses")
        self._closed = opened, self._next

    def path(self) -> Path:
        """Take a path."""
        names = [self._name()]
        while self.takes("."):
            names.append(self._name())
        return tuple(names)

    def placeholder(self) -> str:
        """Take a placeholder."""
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
    """The item's value at a path. MISSING if it has none."""
    for name in path:
        if not isinstance(item, dict) or name not in item:
            return MISSING
        item = item[name]
    return item


def path_operand(path: Path) -> Operand:
    """An operand that reads a path."""
    return lambda item, values: value_at(item, path)


def placeholder_operand(name: str) -> Operand:
    """An operand that reads a placeholder's value."""
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
