"""The handlers with their ledger in memory and a local Connect, and what came of a call."""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import boto3
import pytest
from moto import mock_aws

from connect_phone_numbers import handler
from connect_phone_numbers.errors import PhoneNumberError
from connect_phone_numbers.service_call import CLIENT_CONFIG
from local_aws import connect, service_quotas
from local_aws.connect.control import ConnectControl
from tests.handler.lifecycle import Context, Lifecycle
from tests.handler.memory_handler import MemoryHandler
from tests.handler.world import REGION, make_instance


@dataclass
class Bench:
    """One instance with two flows, and an empty ledger."""

    client: Any
    patch: pytest.MonkeyPatch
    control: ConnectControl = field(default_factory=ConnectControl)

    def __post_init__(self) -> None:
        self.start_afresh()

    @property
    def search(self) -> dict[str, Any]:
        return {"TargetArn": self.instance_arn, "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}

    @property
    def exact(self) -> dict[str, Any]:
        return {"TargetArn": self.instance_arn, "PhoneNumber": "+12065550100"}

    def resource(self) -> Lifecycle:
        return Lifecycle(self.advance)

    def advance(self, seconds: float) -> None:
        self.control.advance(seconds)

    def start_afresh(self) -> None:
        """Forget everything: what has a long history takes long."""
        self.control.reset()
        self.instance_arn, self.flow_arns = make_instance(self.client)
        self.control.set_quota(self.instance_arn, 10_000)
        self.memory = MemoryHandler(self.control)
        # Its own client of Connect knows only what claims and releases need.
        for name, part in {**self.memory.parts, "_connect_client": client_in}.items():
            self.patch.setattr(handler, name, part)

    def ledger(self) -> dict[Any, Any]:
        return copy.deepcopy(vars(self.memory.parts["_table"]())["_items"])

    def lose_ledger(self) -> None:
        vars(self.memory.parts["_table"]())["_items"].clear()

    def held(self) -> list[str]:
        return [number["phone_number"] for number in self.control.numbers()]

    def calls(self) -> list[str]:
        return [call["operation"] for call in self.control.journal()]

    def refusal(self, event: Any) -> str:
        """The reason why both functions refuse an event, of which they leave no trace."""
        self.control.clear_journal()
        before = self.ledger(), self.held()
        reasons = {refusal(function, event) for function in (handler.on_event, handler.is_complete)}
        assert (self.ledger(), self.held()) == before
        assert self.calls() == []
        [reason] = reasons
        return reason


def refusal(function: Callable[[Any, Any], Any], event: Any) -> str:
    """The reason why a function refuses an event."""
    with pytest.raises(PhoneNumberError) as caught:
        function(event, Context("invocation"))
    assert caught.value.__cause__ is None
    return str(caught.value)


@cache
def client_in(region: str) -> Any:
    """A client of the local Connect in a Region, "" for the stack's."""
    return boto3.client("connect", region_name=region or REGION, config=CLIENT_CONFIG)


@contextmanager
def local_connect() -> Iterator[Any]:
    """A client of the local Connect for as long as the context lasts."""
    connect.install()
    service_quotas.install()
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        patch.setenv("AWS_ACCESS_KEY_ID", "123456789012")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        client_in.cache_clear()
        yield client_in(REGION)


@contextmanager
def make_bench(client: Any) -> Iterator[Bench]:
    """A new bench, which the handler works on for as long as the context lasts."""
    with pytest.MonkeyPatch.context() as patch:
        yield Bench(client, patch)
