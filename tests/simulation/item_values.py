"""The values of an item: how DynamoDB stores Python's values, how large they are, and how they are read.

Within the table a value is never changed, so copies of the table may share it: a number is a Decimal, a list a tuple,
a set a frozenset, and a map a dict that nobody changes.
"""

from collections.abc import Mapping, Set
from decimal import Decimal
from functools import cache
from typing import Any

from boto3.dynamodb.types import DYNAMODB_CONTEXT, Binary

Frozen = Any
"""A value in the table."""

_CONTAINER_BYTES = 3


def freeze(value: object) -> Frozen:
    """A value as the table stores it. Raises TypeError for a type that boto3 does not serialise."""
    if isinstance(value, str | bool) or value is None:
        return value
    if isinstance(value, int | Decimal):
        return DYNAMODB_CONTEXT.create_decimal(value)
    if isinstance(value, Mapping):
        return {_attribute_name(name): freeze(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return tuple(freeze(each) for each in value)
    if isinstance(value, Set) and value:
        return frozenset(freeze(each) for each in value)
    if isinstance(value, bytes | bytearray | Binary):
        return value if isinstance(value, Binary) else Binary(bytes(value))
    raise TypeError(f'Unsupported type "{type(value)}" for value "{value}"')


def thaw(value: Frozen) -> Any:
    """A value as the ledger's `Table` reads it: a copy, which the reader may change."""
    kind = type(value)
    if kind is dict:
        # Most are texts, and a call takes longer than all else.
        return {name: each if type(each) is str else thaw(each) for name, each in value.items()}
    if kind is tuple:
        return [thaw(each) for each in value]
    if kind is Decimal:
        return int(value)
    return set(value) if kind is frozenset else value


def kind_of(value: Frozen) -> type:
    """The kind of a value. Values of two kinds are never equal, and never less or greater."""
    return type(value)


def item_bytes(item: Mapping[str, Frozen]) -> int:
    """The size of an item in bytes, as DynamoDB counts it.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """
    return sum([_bytes(name) + _bytes(value) for name, value in item.items()])


def _bytes(value: Frozen) -> int:
    if isinstance(value, str):
        return len(value) if value.isascii() else len(value.encode())
    if isinstance(value, Decimal):
        return _number_bytes(value)
    if isinstance(value, dict):
        return _CONTAINER_BYTES + sum([1 + _bytes(name) + _bytes(each) for name, each in value.items()])
    if isinstance(value, tuple):
        return _CONTAINER_BYTES + sum([1 + _bytes(each) for each in value])
    if isinstance(value, frozenset):
        return sum(_bytes(each) for each in value)
    return len(value.__bytes__()) if isinstance(value, Binary) else 1


@cache
def _number_bytes(value: Decimal) -> int:
    return (len(value.normalize().as_tuple().digits) + 1) // 2 + 1 + (value < 0)


def _attribute_name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError(f"an attribute's name is a string, not {name!r}")
    return name
