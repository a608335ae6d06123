"""The function's own protocol, with the operator's credentials: its reservations, its pace, its records."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, NoReturn

from connect_phone_numbers.aws.services import Services, Settings
from connect_phone_numbers.ledger.table import Table
from connect_phone_numbers.lifecycle.look import Tools

from ..aws.aws import Aws


def operator_tools(aws: Aws, table_name: str) -> Tools:
    """What a change of the ledger is made with. It never makes the ledger, and answers no stack."""
    nobody: Any = _Nobody()
    services = Services(
        table=Table(aws.dynamodb(), table_name),
        connect_in=aws.connect,
        service_quotas=aws.service_quotas(),
        cloud_trail=nobody,
        event_bridge=nobody,
        cloudformation=nobody,
        executions=nobody,
        responses=nobody,
        make_ledger=nobody.make,
        clock=time.time,
        sleep=time.sleep,
        settings=Settings(ledger_table_name=table_name),
    )
    # The turns that it had to wait for are kept from one call to the next.
    return Tools(services, services.connect(services.pace({})))


class _Nobody:
    """Stands for what a person at a command line does not have."""

    def start(self, name: str, input: Mapping[str, str]) -> NoReturn:
        raise AssertionError(name)

    def put(self, response_url: str, body: bytes) -> NoReturn:
        raise AssertionError("no stack is answered")

    def make(self) -> NoReturn:
        raise AssertionError("no ledger is made")
