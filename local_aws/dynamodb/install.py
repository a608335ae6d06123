"""Putting this package in the place of ministack's handling of tables."""

from collections.abc import Callable, Iterable
from typing import Any

from ministack.services import dynamodb

from local_aws.dynamodb.creation import Request, Response, create_table, in_use, is_creating, not_found
from local_aws.dynamodb.table_settings import (
    describe_continuous_backups,
    update_continuous_backups,
    update_time_to_live,
)

Handler = Callable[[Request], Response]

OF_ITEMS = ("_put_item", "_get_item", "_delete_item", "_update_item", "_query", "_scan")
OF_BATCHES = ("_batch_write_item", "_batch_get_item")
OF_TRANSACTIONS = ("_transact_write_items", "_transact_get_items")
OF_TABLES = ("_update_table", "_delete_table")


def install() -> None:
    """Replace how tables are made, described, changed, and refused."""
    dynamodb._create_table = create_table
    dynamodb._update_ttl = update_time_to_live
    dynamodb._describe_continuous_backups = describe_continuous_backups
    dynamodb._update_continuous_backups = update_continuous_backups
    dynamodb._describe_table = _settled(dynamodb._describe_table)
    for name in (*OF_ITEMS, *OF_BATCHES, *OF_TRANSACTIONS):
        setattr(dynamodb, name, _refused_while_creating(getattr(dynamodb, name), not_found))
    for name in OF_TABLES:
        setattr(dynamodb, name, _refused_while_creating(getattr(dynamodb, name), in_use))


def _settled(handler: Handler) -> Handler:
    def handle(request: Request) -> Response:
        is_creating(str(request.get("TableName")))
        return handler(request)

    return handle


def _refused_while_creating(handler: Handler, refusal: Callable[[str], Response]) -> Handler:
    def handle(request: Request) -> Response:
        creating = next((name for name in _tables_of(request) if is_creating(name)), None)
        return handler(request) if creating is None else refusal(creating)

    return handle


def _tables_of(request: Request) -> Iterable[str]:
    """The names of the tables that a request is about."""
    if "TableName" in request:
        yield str(request["TableName"])
    items: Any = request.get("RequestItems")
    if isinstance(items, dict):
        yield from items
    for part in request.get("TransactItems") or ():
        yield from (str(action.get("TableName")) for action in part.values() if isinstance(action, dict))
