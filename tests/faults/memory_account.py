"""The account in memory: a schedule takes milliseconds."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from moto import mock_aws

from connect_phone_numbers import handler, metrics
from local_aws import connect, service_quotas
from local_aws.connect.models import clock
from local_aws.connect.models.state import connect_state
from tests.faults.account import Account, make_account, remember_connect, restore_connect
from tests.faults.disturbance import Disturbance
from tests.faults.disturbed_client import DisturbedClient
from tests.faults.disturbed_table import DisturbedTable
from tests.handler import world as the_world
from tests.handler.memory_table import MemoryTable
from tests.handler.world import REGION, TABLE

BEGINNING = 1_767_225_600.0
"""When every schedule begins, so that it is the same each time: time goes by only where somebody waits."""

ENVIRONMENT = {
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "123456789012",
    "AWS_SECRET_ACCESS_KEY": "test",
    "LEDGER_TABLE_NAME": TABLE,
}


class MemoryAccount:
    """An account, and the way back to how it was."""

    def __init__(self, account: Account, table: DisturbedTable, memory: MemoryTable) -> None:
        self.account = account
        self.table = table
        self._memory = memory

    def remember(self) -> tuple[bytes, Any]:
        """The account as it is."""
        return remember_connect(), copy.deepcopy(self._memory._items)

    def restore(self, remembered: tuple[bytes, Any]) -> None:
        """The account as it was."""
        restore_connect(remembered[0])
        self._memory._items = copy.deepcopy(remembered[1])
        handler.forget_clients()


@contextmanager
def memory_account() -> Iterator[MemoryAccount]:
    """One in memory, which the handler works in until the end of the `with`."""
    connect.install()
    service_quotas.install()
    with (
        mock.patch.dict("os.environ", ENVIRONMENT),
        mock.patch.object(clock, "time", SimpleNamespace(time=lambda: BEGINNING)),
        mock_aws(),
    ):
        world = the_world.make_world()
        state = connect_state()  # looked up once: it stays, only its content is restored

        def now() -> float:
            return state.clock.now()

        def sleep(seconds: float) -> None:
            state.clock.advance(seconds)

        disturbance = Disturbance(now)
        memory = MemoryTable()
        table = DisturbedTable(memory, disturbance)
        clients = {region: DisturbedClient(region, disturbance) for region in ("us-east-1", "us-west-2")}

        def client(service: str, region_name: str | None = None, **_: Any) -> Any:
            return clients[region_name or REGION]

        with (
            mock.patch.object(metrics, "emit", lambda *_: None),
            mock.patch.object(handler, "boto3", SimpleNamespace(client=client)),
            mock.patch.object(handler, "Table", lambda *_: table),
            mock.patch.object(handler, "time", SimpleNamespace(time=now, sleep=sleep)),
        ):
            handler.forget_clients()
            account = make_account(world, disturbance, lambda: list(memory._items.values()))
            yield MemoryAccount(account, table, memory)
        handler.forget_clients()
