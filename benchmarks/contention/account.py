"""An AWS account with one Connect instance, throttled as the service documents, and an empty ledger."""

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache, partial
from io import StringIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import boto3
import botocore.session
from moto import mock_aws

from connect_phone_numbers import handler
from connect_phone_numbers.service_call import CLIENT_CONFIG
from local_aws import connect, service_quotas
from local_aws.command_line.down import down
from local_aws.command_line.up import start_detached
from local_aws.connect.control import ConnectControl
from local_aws.connect.control_client import ControlClient
from local_aws.connect.models import clock as connect_clock
from local_aws.environment import client_environment
from local_aws.network import free_endpoints

from .clock import Clock
from .latency import Latency
from .memory_ledger import MemoryLedger
from .real_time import RealTime
from .virtual_time import VirtualTime

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

REGION = "us-east-1"
LEDGER = "ledger"
COUNTRY_CODE: Final = "US"
PHONE_NUMBER_TYPE: Final = "DID"


@dataclass(frozen=True)
class Account:
    """What a create finds.

    Attributes:
        clock: the time of everything in it.
        latency: how long calls and invocations take.
        control: the local Connect's other side.
        connect: a client that sends each request once.
        instance_arn: the instance to claim numbers for.
    """

    clock: Clock
    latency: Latency
    control: ConnectControl
    connect: "ConnectClient"
    instance_arn: str


@contextmanager
def virtual_account(quota: int, seed: int, *, in_memory: bool = True) -> Iterator[Account]:
    """An account in this process, in virtual time.

    Args:
        quota: phone numbers that the instance may hold.
        seed: of the latencies.
        in_memory: whether the ledger is, or else moto's DynamoDB. The figures are the same.
    """
    clock = VirtualTime()
    connect.install()
    service_quotas.install()
    keys = {"AWS_ACCESS_KEY_ID": "123456789012", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": REGION}
    with ExitStack() as stack:
        stack.enter_context(patch.object(connect_clock, "time", clock))
        stack.enter_context(_handler_environment(clock, keys))
        stack.enter_context(mock_aws())
        latency = Latency(clock.sleep, seed)
        if in_memory:
            stack.enter_context(patch.object(handler, "_table", cache(partial(MemoryLedger, latency))))
        yield _account(clock, latency, ConnectControl(), quota)


@contextmanager
def real_account(quota: int) -> Iterator[Account]:
    """An account on a local AWS of its own, behind HTTP on loopback, in real time.

    Args:
        quota: phone numbers that the instance may hold.
    """
    clock = RealTime()
    with TemporaryDirectory() as home, patch.dict(os.environ, {"LOCAL_AWS_HOME": home}):
        endpoints = start_detached(free_endpoints().port).endpoints
        try:
            with _handler_environment(clock, client_environment(endpoints)):
                yield _account(clock, Latency(_no_time, seed=0), ControlClient(endpoints.connect_url), quota)
        finally:
            with redirect_stdout(StringIO()):
                down()


def _no_time(_: float) -> None:
    """Pass no time: the network takes its own."""


@contextmanager
def _handler_environment(clock: Clock, environment: dict[str, str]) -> Iterator[None]:
    """The handler with this clock and environment; its metrics and logs go nowhere."""
    with (
        patch.object(handler, "time", clock),
        patch.dict(os.environ, {**environment, "LEDGER_TABLE_NAME": LEDGER}),
        redirect_stdout(StringIO()),
    ):
        disabled = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        handler.forget_clients()
        try:
            yield
        finally:
            handler.forget_clients()
            boto3.DEFAULT_SESSION = None
            logging.disable(disabled)


def _account(clock: Clock, latency: Latency, control: ConnectControl, quota: int) -> Account:
    session = botocore.session.get_session()
    boto3.setup_default_session(botocore_session=session)
    client = boto3.client("connect", config=CLIENT_CONFIG)
    instance = client.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="contact-center",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    boto3.client("dynamodb").create_table(
        TableName=LEDGER,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("PK", "SK")],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
    )
    control.configure({"throttle": True})
    control.set_quota(instance["Arn"], quota)
    control.clear_journal()
    latency.delay_calls_of(session)
    return Account(clock, latency, control, boto3.client("connect", config=CLIENT_CONFIG), instance["Arn"])
