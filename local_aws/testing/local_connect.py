"""Amazon Connect in the process of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from moto import mock_aws

import local_aws.cloudtrail
import local_aws.connect
import local_aws.service_quotas
from local_aws.connect import ConnectControl
from local_aws.environment import ACCOUNT_ID, DEFAULT_REGION
from local_aws.seed import Seed, seed

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


class LocalConnect:
    """An Amazon Connect of its own, with an instance and a contact flow. boto3 reaches it while the test runs.

    Attributes:
        control: what no customer of AWS can do: clock, faults, other customers, the journal, settings.
        client: boto3's client of `connect` in us-east-1.
        instance_arn: the instance.
        contact_flow_arn: a published flow of the instance that takes calls.
    """

    def __init__(self) -> None:
        self.control = ConnectControl()
        # Nothing in a test of milliseconds waits for a status.
        self.control.configure({"settle_seconds": 0.0})
        self.client: ConnectClient = self.client_of("connect")
        seeded: Seed = seed(self.client)
        self.instance_arn = seeded.instance_arn
        self.contact_flow_arn = seeded.contact_flow_arn

    def client_of(self, service: str, region_name: str = DEFAULT_REGION) -> Any:  # noqa: ANN401 - boto3 makes its clients' classes
        """A boto3 client of any service that moto has. The first of a service costs more than those after it."""
        return _session().client(service, region_name=region_name)  # type: ignore[call-overload]


@contextmanager
def connect_in_process() -> Iterator[LocalConnect]:
    """A fresh one; whatever was in it is forgotten at the end."""
    for package in (local_aws.connect, local_aws.service_quotas, local_aws.cloudtrail):
        package.install()
    with mock_aws():
        yield LocalConnect()


@cache
def _session() -> boto3.session.Session:
    # One for all tests: to read Connect's model takes longer than most tests.
    return boto3.session.Session(aws_access_key_id=ACCOUNT_ID, aws_secret_access_key="local")  # noqa: S106 - no secret
