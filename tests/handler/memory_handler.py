"""The handler on a ledger in memory and a local Connect without HTTP: for many thousand operations."""

from collections.abc import Callable
from functools import partial
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
        connect = Connect(client, lambda _: client)
        self.quotas = Quotas(table, AccountNumbers(table, connect), ServiceQuotas(client))
        made = {
            "_table": table,
            "_ledger": Ledger(table, control.now),
            "_connect": connect,
            "_quotas": self.quotas,
        }
        self.parts: dict[str, Any] = {name: partial(_same, part) for name, part in made.items()}
        """What replaces the handler module's own attributes, by name."""
        self.parts["time"] = SimpleNamespace(time=control.now)


def _same(part: Any) -> Any:
    return part
