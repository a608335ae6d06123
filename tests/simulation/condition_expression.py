"""DynamoDB's condition expressions: the part that a ledger needs. Any other expression is refused."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

from tests.simulation.expression_tokens import (
    MISSING,
    Operand,
    Tokens,
    Values,
    path_operand,
    placeholder_operand,
)
from tests.simulation.item_values import Frozen, kind_of

Condition = Callable[[Mapping[str, Frozen], Values], bool]

_ORDERS: dict[str, Callable[[Frozen, Frozen], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@cache
def parse_condition(expression: str) -> tuple[Condition, frozenset[str]]:
    """Parse a condition. Returns the condition and its placeholders. "" always holds.

    Raises:
        NotImplementedError: the expression has a part that is not known here.
        ValidationError: DynamoDB refuses the expression.
    """
    if not expression:
        return _always, frozenset()
    tokens = Tokens(expression)
    condition = _either(tokens)
    if tokens.peek():
        tokens.refuse()
    return condition, frozenset(tokens.placeholders)


def _always(item: Mapping[str, Frozen], values: Values) -> bool:
    return True


def _either(tokens: Tokens) -> Condition:
    alternatives = [_both(tokens)]
    while tokens.takes("OR"):
        alternatives.append(_both(tokens))
    return lambda item, values: any(holds(item, values) for holds in alternatives)


def _both(tokens: Tokens) -> Condition:
    parts = [_negation(tokens)]
    while tokens.takes("AND"):
        parts.append(_negation(tokens))
    return lambda item, values: all(holds(item, values) for holds in parts)


def _negation(tokens: Tokens) -> Condition:
    if not tokens.takes("NOT"):
        return _simple(tokens)
    negated = _negation(tokens)
    return lambda item, values: not negated(item, values)


def _simple(tokens: Tokens) -> Condition:
    if tokens.peek() == "(":
        opened = tokens.open_parenthesis()
        condition = _either(tokens)
        tokens.close_parenthesis(opened)
        return condition
    for function, make in _FUNCTIONS.items():
        if tokens.is_call_of(function):
            tokens.take()
            tokens.require("(")
            condition = make(tokens)
            tokens.require(")")
            return condition
    return _comparison(tokens)


def _comparison(tokens: Tokens) -> Condition:
    left = _operand(tokens)
    comparator = tokens.take()
    if comparator == "BETWEEN":
        return _between(left, tokens)
    if comparator == "IN":
        return _in(left, tokens)
    right = _operand(tokens)
    if comparator == "=":
        return lambda item, values: _are_equal(left(item, values), right(item, values))
    if comparator == "<>":
        return lambda item, values: not _are_equal(left(item, values), right(item, values))
    if comparator not in _ORDERS:
        raise NotImplementedError(f"{tokens.expression!r}: {comparator!r}")
    order = _ORDERS[comparator]
    return lambda item, values: _are_ordered(order, left(item, values), right(item, values))


def _between(middle: Operand, tokens: Tokens) -> Condition:
    least = _operand(tokens)
    tokens.require("AND")
    most = _operand(tokens)
    return lambda item, values: (
        _are_ordered(operator.le, least(item, values), middle(item, values))
        and _are_ordered(operator.le, middle(item, values), most(item, values))
    )


def _in(wanted: Operand, tokens: Tokens) -> Condition:
    tokens.require("(")
    members = [_operand(tokens)]
    while tokens.takes(","):
        members.append(_operand(tokens))
    tokens.require(")")
    return lambda item, values: any(_are_equal(wanted(item, values), member(item, values)) for member in members)


def _operand(tokens: Tokens) -> Operand:
    if tokens.is_call_of("size"):
        tokens.take()
        tokens.require("(")
        measured = path_operand(tokens.path())
        tokens.require(")")
        return lambda item, values: _size(measured(item, values))
    if tokens.peek().startswith(":"):
        return placeholder_operand(tokens.take())
    return path_operand(tokens.path())


def _size(value: Frozen) -> Frozen:
    is_measurable = value is not MISSING and isinstance(value, str | tuple | frozenset | dict)
    return Decimal(len(value)) if is_measurable else MISSING


def _are_equal(left: Frozen, right: Frozen) -> bool:
    return left is not MISSING and kind_of(left) is kind_of(right) and bool(left == right)


def _are_ordered(order: Callable[[Frozen, Frozen], bool], left: Frozen, right: Frozen) -> bool:
    comparable = isinstance(left, str | Decimal) and kind_of(left) is kind_of(right)
    return comparable and order(left, right)


def _exists(tokens: Tokens) -> Condition:
    read = path_operand(tokens.path())
    return lambda item, values: read(item, values) is not MISSING


def _does_not_exist(tokens: Tokens) -> Condition:
    read = path_operand(tokens.path())
    return lambda item, values: read(item, values) is MISSING


def _contains(tokens: Tokens) -> Condition:
    container = path_operand(tokens.path())
    tokens.require(",")
    wanted = _operand(tokens)
    return lambda item, values: _has(container(item, values), wanted(item, values))


def _has(container: Frozen, wanted: Frozen) -> bool:
    if isinstance(container, str):
        return isinstance(wanted, str) and wanted in container
    return isinstance(container, tuple | frozenset) and any(_are_equal(each, wanted) for each in container)


_FUNCTIONS: dict[str, Callable[[Tokens], Condition]] = {
    "attribute_exists": _exists,
    "attribute_not_exists": _does_not_exist,
    "contains": _contains,
}
