"""A fresh Connect in process for each test, with an instance."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws
from mypy_boto3_connect import ConnectClient

import local_aws.connect
import local_aws.service_quotas
from local_aws.connect import ConnectControl

from .answers import check_every_answer

NO_RETRIES = Config(retries={"total_max_attempts": 1})

# One session for all tests: reading Connect's model takes longer than most tests.
SESSION = boto3.session.Session(aws_access_key_id="testing", aws_secret_access_key="testing")


@pytest.fixture(autouse=True)
def moto_in_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_CONNECT", "AWS_ENDPOINT_URL_SERVICE_QUOTAS", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    local_aws.connect.install()
    local_aws.service_quotas.install()
    with mock_aws():
        yield


@pytest.fixture
def control(moto_in_process: None) -> ConnectControl:
    control = ConnectControl()
    control.configure({"settle_seconds": 10.0})
    return control


@pytest.fixture
def client_in(control: ConnectControl) -> Callable[[str], ConnectClient]:
    def client(region_name: str) -> ConnectClient:
        client = SESSION.client("connect", region_name=region_name, config=NO_RETRIES)
        answered = check_every_answer(client)
        client.list_instances()
        assert answered == ["ListInstances"]
        control.clear_journal()
        return client

    return client


@pytest.fixture
def connect(client_in: Callable[[str], ConnectClient]) -> ConnectClient:
    return client_in("us-east-1")


@dataclass(frozen=True)
class Instance:
    id: str
    arn: str


@pytest.fixture
def new_instance(connect: ConnectClient) -> Callable[..., Instance]:
    def create(client: ConnectClient = connect, **kwargs: Any) -> Instance:
        alias = {"InstanceAlias": f"contact-center-{uuid.uuid4().hex[:8]}"}
        created = client.create_instance(
            **{"IdentityManagementType": "SAML", **alias, **kwargs}, InboundCallsEnabled=True, OutboundCallsEnabled=True
        )
        return Instance(created["Id"], created["Arn"])

    return create


@pytest.fixture
def instance(new_instance: Callable[..., Instance]) -> Instance:
    return new_instance()


@dataclass(frozen=True)
class Group:
    id: str
    arn: str
    instance: Instance
    replica_arn: str


@pytest.fixture
def group(connect: ConnectClient, control: ConnectControl, instance: Instance) -> Group:
    """An ACTIVE group over us-east-1 and us-west-2."""
    replica = connect.replicate_instance(
        InstanceId=instance.id, ReplicaRegion="us-west-2", ReplicaAlias="replica-of-the-test"
    )
    control.advance(10)
    created = connect.create_traffic_distribution_group(Name="group", InstanceId=instance.id)
    control.advance(10)
    return Group(created["Id"], created["Arn"], instance, replica["Arn"])


@pytest.fixture
def claim(connect: ConnectClient, control: ConnectControl) -> Callable[..., str]:
    """Claim a number, wait until it has settled, and give its ARN."""

    def claim_and_wait(target_arn: str, phone_number: str = "+12065550142", **kwargs: Any) -> str:
        claimed = connect.claim_phone_number(TargetArn=target_arn, PhoneNumber=phone_number, **kwargs)
        control.advance(10)
        return claimed["PhoneNumberArn"]

    return claim_and_wait
