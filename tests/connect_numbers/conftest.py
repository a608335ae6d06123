from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from connect_numbers import clock
from connect_numbers.aws import aws as aws_module
from connect_numbers.parked import release
from tests.connect_numbers.account import Account
from tests.handler.conftest import world  # noqa: F401 - a fixture
from tests.handler.world import World


@pytest.fixture
def account(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:  # noqa: F811 - the fixture
    """The world of the handler's tests, with the command line beside it on the same clock."""
    time = SimpleNamespace(monotonic=world.now, time=world.now, sleep=world.advance)
    monkeypatch.setattr(clock, "time", time)
    monkeypatch.setattr(aws_module, "time", time)
    monkeypatch.setattr(release, "time", time)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    for name in ("COLUMNS", "CONNECT_NUMBERS_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    yield Account(world)
