"""The time between CreateTable and the moment that a table can be used."""

import time
from typing import Any

from ministack.core.responses import error_response_json, json_response
from ministack.services import dynamodb

from local_aws.settings import SETTINGS

Request = dict[str, Any]
Response = tuple[int, dict[str, str], bytes]

SLOW_TABLES: dict[str, float] = {}
"""How long tables are CREATING, by name, where it is not what the settings say."""

ACTIVE_AT = "_local_aws_active_at"
"""Member of ministack's record of a table: the time.monotonic() from which it is ACTIVE."""

_CREATE_TABLE = dynamodb._create_table


def create_table(request: Request) -> Response:
    """CreateTable. Stands in for ministack's `_create_table`, whose tables are ACTIVE at once."""
    response: Response = _CREATE_TABLE(request)
    name = str(request.get("TableName"))
    seconds = SLOW_TABLES.get(name, SETTINGS.table_creating_seconds)
    if response[0] != 200:
        return response
    table = dynamodb._tables[name]
    table[ACTIVE_AT] = time.monotonic() + seconds
    if seconds > 0:
        table["TableStatus"] = "CREATING"
    described: Response = json_response({"TableDescription": dynamodb._table_description(name)})
    return described


def is_creating(name: str) -> bool:
    """Tell whether a table is still CREATING, and make it ACTIVE when its time has come."""
    table = dynamodb._tables.get(name)
    if table is None or table["TableStatus"] != "CREATING":
        return False
    if time.monotonic() < table[ACTIVE_AT]:
        return True
    table["TableStatus"] = "ACTIVE"
    return False


def not_found(name: str) -> Response:
    """What a request to read or write gets where there is no table, or only one that is CREATING."""
    return error("ResourceNotFoundException", f"Requested resource not found: Table: {name} not found")


def in_use(name: str) -> Response:
    """What a request to change a table gets that is CREATING."""
    message = f"Attempt to change a resource which is still in use: Table is being created: {name}"
    return error("ResourceInUseException", message)


def error(code: str, message: str) -> Response:
    """An error of DynamoDB's."""
    response: Response = error_response_json(code, message, 400)
    return response
