"""The ledger as an operator handles it: backed up, set back, lost."""

from typing import Any

import boto3

from tests.handler.world import REGION, TABLE, World


def set_back(world: World, items: list[dict[str, Any]]) -> None:
    """The ledger is what it was when `world.ledger()` gave these items."""
    world.lose_ledger()
    for item in items:
        put(item)


def put(item: dict[str, Any]) -> None:
    boto3.resource("dynamodb", region_name=REGION).Table(TABLE).put_item(Item=item)


def record_of(world: World, stack_id: str) -> dict[str, Any]:
    """The record of a stack's one resource."""
    (record,) = [item for item in world.ledger() if item["PK"].startswith(f"RESOURCE#{stack_id}#")]
    return record
