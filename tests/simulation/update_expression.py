"""DynamoDB's update expressions, as far as a ledger needs them. Any other is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from boto3.dynamodb.types import DYNAMODB_CONTEXT

from tests.simulation.expression_tokens import (
    MISSING,
    Operand,
    Path,
    Tokens,
    Values,
    path_operand,
    placeholder_operand,
    value_at,
)
from tests.simulation.item_values import Frozen
from tests.simulation.table_errors import ValidationError

Item = dict[str, Frozen]
Action = Callable[[Item, Item, Values], Item]
"""Given the item as it was before the update and as it has become so far, gives what it becomes."""

_CLAUSES = ("SET", "REMOVE", "ADD")


@dataclass(frozen=True)
class Update:
    """What an expression does.

    Attributes:
        actions: in order.
        placeholders: all that it uses.
        numbers: those of which DynamoDB knows before it looks at the item that they must be numbers.
    """

    actions: tuple[Action, ...]
    placeholders: frozenset[str]
    numbers: frozenset[str]

    def apply(self, item: Item, values: Values) -> Item:
        """What an item becomes. Raises ValidationError where that can't be."""
        become = item
        for action in self.actions:
            become = action(item, become, values)
        return become

    def require_numbers(self, values: Values) -> None:
        """Raise ValidationError where a value has the wrong type for any item."""
        if not all(isinstance(values[name], Decimal) for name in self.numbers):
            raise ValidationError("Incorrect operand type for operator or function; operator: ADD, + or -")


@cache
def parse_update(expression: str) -> Update:
    """What an expression does.

    Raises:
        NotImplementedError: it has something that is not known here.
        ValidationError: DynamoDB refuses it.
    """
    tokens = Tokens(expression)
    paths: list[Path] = []
    actions: list[Action] = []
    clauses: list[str] = []
    while tokens.peek():
        clause = tokens.take()
        if clause not in _CLAUSES or clause in clauses:
            raise NotImplementedError(f"{expression!r}: {clause!r}")
        clauses.append(clause)
        actions += _actions(clause, tokens, paths)
    if not actions:
        tokens.refuse()
    _require_apart(paths)

    return Update(tuple(actions), frozenset(tokens.placeholders), frozenset(tokens.numbers))


def _actions(clause: str, tokens: Tokens, paths: list[Path]) -> list[Action]:
    parse = {"SET": _set, "REMOVE": _remove, "ADD": _add}[clause]
    actions: list[Action] = []
    while not actions or tokens.takes(","):
        path = tokens.path()
        paths.append(path)
        actions.append(parse(path, tokens))
    return actions


def _set(path: Path, tokens: Tokens) -> Action:
    tokens.require("=")
    read = _sum(tokens)

    def act(before: Item, item: Item, values: Values) -> Item:
        value = read(before, values)
        if value is MISSING:
            raise ValidationError("The provided expression refers to an attribute that does not exist in the item")
        return _with(item, path, value)

    return act


def _remove(path: Path, tokens: Tokens) -> Action:
    return lambda before, item, values: _without(item, path)


def _add(path: Path, tokens: Tokens) -> Action:
    placeholder = tokens.placeholder()
    tokens.numbers.add(placeholder)

    def act(before: Item, item: Item, values: Values) -> Item:
        known = value_at(before, path)
        return _with(item, path, _plus(Decimal(0) if known is MISSING else known, values[placeholder]))

    return act


def _sum(tokens: Tokens) -> Operand:
    first = tokens.peek()
    left = _operand(tokens)
    if tokens.peek() not in ("+", "-"):
        return left
    sign = 1 if tokens.take() == "+" else -1
    second = tokens.peek()
    right = _operand(tokens)
    tokens.numbers |= {each for each in (first, second) if each.startswith(":")}
    return lambda item, values: _plus(left(item, values), right(item, values), sign)


def _operand(tokens: Tokens) -> Operand:
    if tokens.peek().startswith(":"):
        return placeholder_operand(tokens.take())
    if tokens.is_call_of("if_not_exists"):
        return _if_not_exists(tokens)
    if tokens.is_call_of("list_append"):
        return _list_append(tokens)
    return path_operand(tokens.path())


def _if_not_exists(tokens: Tokens) -> Operand:
    tokens.take()
    tokens.require("(")
    path = tokens.path()
    tokens.require(",")
    otherwise = _operand(tokens)
    tokens.require(")")

    def read(item: Mapping[str, Frozen], values: Values) -> Frozen:
        known = value_at(item, path)
        return otherwise(item, values) if known is MISSING else known

    return read


def _list_append(tokens: Tokens) -> Operand:
    tokens.take()
    tokens.require("(")
    first = _operand(tokens)
    tokens.require(",")
    second = _operand(tokens)
    tokens.require(")")

    def read(item: Mapping[str, Frozen], values: Values) -> Frozen:
        lists = first(item, values), second(item, values)
        if any(each is MISSING for each in lists):
            return MISSING
        if not all(isinstance(each, tuple) for each in lists):
            raise ValidationError("Incorrect operand type for operator or function; list_append")
        return lists[0] + lists[1]

    return read


def _plus(left: Frozen, right: Frozen, sign: int = 1) -> Frozen:
    if left is MISSING or right is MISSING:
        return MISSING
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        raise ValidationError("An operand in the update expression has an incorrect data type")
    return DYNAMODB_CONTEXT.add(left, right) if sign > 0 else DYNAMODB_CONTEXT.subtract(left, right)


def _with(item: Item, path: Path, value: Frozen) -> Item:
    """The item with a value at a path; the parts beside it are shared."""
    name, within = path[0], path[1:]
    if not within:
        return {**item, name: value}
    if not isinstance(item.get(name), dict):
        raise ValidationError("The document path provided in the update expression is invalid for update")
    return {**item, name: _with(item[name], within, value)}


def _without(item: Item, path: Path) -> Item:
    name, within = path[0], path[1:]
    if not within:
        return {key: value for key, value in item.items() if key != name}
    if not isinstance(item.get(name), dict):
        raise ValidationError("The document path provided in the update expression is invalid for update")
    return {**item, name: _without(item[name], within)}


def _require_apart(paths: list[Path]) -> None:
    for index, path in enumerate(paths):
        for other in paths[index + 1 :]:
            shorter = min(len(path), len(other))
            if path[:shorter] == other[:shorter]:
                raise ValidationError("Invalid UpdateExpression: Two document paths overlap with each other")
