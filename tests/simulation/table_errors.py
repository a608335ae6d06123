"""What DynamoDB refuses, and what `Table` makes of it.

The table in memory does not guess: an error goes through the real `Table`, with a client that answers that error.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

from connect_phone_numbers.ledger.table import Table
from tests.simulation.service_error import TransactionCanceledError


class ValidationError(ClientError):
    """A request that DynamoDB never carries out."""

    def __init__(self, message: str) -> None:
        answer: Any = {
            "Error": {"Code": "ValidationException", "Message": message},
            "ResponseMetadata": {"HTTPStatusCode": 400},
        }
        super().__init__(answer, "Request")


class TableNotFoundError(ClientError):
    """There is no such table."""

    def __init__(self) -> None:
        answer: Any = {
            "Error": {"Code": "ResourceNotFoundException", "Message": "Requested resource not found"},
            "ResponseMetadata": {"HTTPStatusCode": 400},
        }
        super().__init__(answer, "Request")


def through_table(error: Exception, call: Callable[[Table], Any]) -> Any:
    """Make a call of a `Table` whose client meets an error: what the call answers or raises then."""
    client: Any = _FailingClient(error)
    return call(Table(client, "ledger"))


class _FailingClient:
    """A client of DynamoDB, every operation of which ends in one error."""

    exceptions = SimpleNamespace(TransactionCanceledException=TransactionCanceledError)

    def __init__(self, error: Exception) -> None:
        self._error = error

    def get_paginator(self, operation: str) -> Any:
        return SimpleNamespace(paginate=self._fail)

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return self._fail

    def _fail(self, **_: object) -> Any:
        raise self._error
