"""The handler on a ledger in memory and a local Connect without HTTP: for many thousand operations."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from connect_phone_numbers.account_numbers import AccountNumbers
from connect_phone_numbers.connect import Connect
from connect_phone_numbers.ledger import Ledger
from connect_phone_numbers.quotas import Quotas
from connect_phone_numbers.service_quotas import ServiceQuotas
from local_aws.connect.control import ConnectControl
from tests.handler.direct_client import DirectClient
from tests.handler.memory_table import MemoryTable
from tests.handler.world import REGION


def no_interruption(operation: str) -> None:
    """Let every call pass."""


class MemoryHandler:
    """What the handler works with, in place of its clients."""

    def __init__(self, control: ConnectControl, interrupt: Callable[[str], None] = no_interruption) -> None:
        client: Any = DirectClient(REGION, interrupt)
        table: Any = MemoryTable()
        service_quotas = ServiceQuotas(client)
        connect = Connect(lambda _: client, no_pace, {})
        self.quotas = Quotas(table, AccountNumbers(table, connect), service_quotas)
        """For a look from beside the handler."""
        instances: dict[str, str] = {}
        self.parts: dict[str, Any] = {
            "_table": lambda: table,
            "_ledger": lambda: Ledger(table, control.now),
            "_connect_client": lambda region: client,
            "_instances": lambda: instances,
            "_service_quotas": lambda: service_quotas,
            "time": SimpleNamespace(time=control.now, sleep=control.advance),
        }
        """What replaces the handler module's own attributes, by name."""


def no_pace(operation: str, region: str) -> None:
    """Let every request be sent at once."""
