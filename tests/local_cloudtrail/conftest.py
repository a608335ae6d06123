"""A fresh Connect in process for each test, and the CloudTrail that looks on."""

from collections.abc import Iterator

import pytest
from moto import mock_aws
from mypy_boto3_cloudtrail import CloudTrailClient
from mypy_boto3_connect import ConnectClient

from local_aws import cloudtrail, connect
from local_aws.connect import ConnectControl
from tests.local_connect.conftest import NO_RETRIES, SESSION


@pytest.fixture
def control(monkeypatch: pytest.MonkeyPatch) -> Iterator[ConnectControl]:
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_CONNECT", "AWS_ENDPOINT_URL_CLOUDTRAIL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    connect.install()
    cloudtrail.install()
    with mock_aws():
        control = ConnectControl()
        control.configure({"settle_seconds": 0.0, "trail_delay_seconds": 0.0})
        yield control


@pytest.fixture
def connect_client(control: ConnectControl) -> ConnectClient:
    return SESSION.client("connect", region_name="us-east-1", config=NO_RETRIES)


@pytest.fixture
def trail(control: ConnectControl) -> CloudTrailClient:
    return SESSION.client("cloudtrail", region_name="us-east-1", config=NO_RETRIES)


@pytest.fixture
def instance_arn(connect_client: ConnectClient) -> str:
    created = connect_client.create_instance(
        IdentityManagementType="SAML", InboundCallsEnabled=True, OutboundCallsEnabled=True
    )
    return created["Arn"]
