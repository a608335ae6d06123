from types import SimpleNamespace
from typing import Any

import pytest

from connect_numbers import clock
from connect_numbers.aws.aws import Aws
from connect_numbers.ledger import snapshot, tools
from connect_numbers.parked import release
from connect_numbers.reconcile import invoke
from tests.connect_numbers.account import Account
from tests.connect_numbers.deployed_stacks import DeployedStacks
from tests.connect_numbers.simulated_aws import SimulatedAws
from tests.simulation.function_services import REGION
from tests.simulation.ledger_table import LedgerTable
from tests.simulation.world import World


@pytest.fixture
def account(world: World, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The same with stacks, and the command line beside it on the same clock."""
    return account_in(world, monkeypatch)


def account_in(world: World, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The account of a world."""
    stacks = DeployedStacks(world)

    def of(region: str | None, profile: str | None, *, local: bool) -> Aws:
        return SimulatedAws(world, stacks, region or REGION)

    def table(client: object, name: str) -> Any:
        return LedgerTable(world.memory, world.remote_calls, REGION, lambda: world.table.is_active)

    time = SimpleNamespace(time=world.now, sleep=world.advance)
    for module in (clock, release, invoke, tools):
        monkeypatch.setattr(module, "time", time)
    monkeypatch.setattr(Aws, "of", of)
    for module in (snapshot, tools):
        monkeypatch.setattr(module, "Table", table)
    for name in ("AWS_PROFILE", "COLUMNS", "CONNECT_NUMBERS_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    return Account(world, stacks)
