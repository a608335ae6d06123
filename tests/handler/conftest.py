from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from moto import mock_aws

from connect_phone_numbers import handler
from local_aws import connect, service_quotas
from tests.handler import world as the_world
from tests.handler.world import REGION, TABLE, World


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """An AWS with one Connect instance, and the handler in it."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "123456789012")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("LEDGER_TABLE_NAME", TABLE)
    connect.install()
    service_quotas.install()
    with mock_aws():
        made = the_world.make_world()
        monkeypatch.setattr(handler, "time", SimpleNamespace(time=made.now, sleep=made.advance))
        yield made
    handler.forget_clients()
