"""The handler's world, with CloudTrail, whose ledger gets lost."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from connect_phone_numbers import reconciliation
from local_aws import cloudtrail
from tests.handler.conftest import world as handlers_world
from tests.handler.world import World

__all__ = ["handlers_world", "world"]


@pytest.fixture
def world(handlers_world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The handler's, and the reconciliation in it."""
    cloudtrail.install()
    clock = SimpleNamespace(time=handlers_world.now, sleep=handlers_world.advance)
    monkeypatch.setattr(reconciliation, "time", clock)
    yield handlers_world
