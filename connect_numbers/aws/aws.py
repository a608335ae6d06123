"""One account and Region, and clients for it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from ..exit_code import ExitCode
from ..problem import Problem
from .local import cdk_command, use_local_aws
from .pace import Pace

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudtrail import CloudTrailClient
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_service_quotas import ServiceQuotasClient
    from mypy_boto3_ssm import SSMClient
    from mypy_boto3_sts import STSClient

_CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard", "total_max_attempts": 6})
_INVOKING = Config(connect_timeout=5, read_timeout=90, retries={"mode": "standard", "total_max_attempts": 1})
"""A function has a minute; whoever invokes it says when it is invoked again."""


class Aws:
    """Clients of one account and Region, made when they are first needed."""

    def __init__(self, session: boto3.Session, region: str, *, is_local: bool, pace: Pace) -> None:
        """Use a session in a Region; Connect's requests keep to the pace."""
        self.region = region
        self.is_local = is_local
        self._session = session
        self._pace = pace
        self._connect: dict[str, ConnectClient] = {}

    @classmethod
    def of(cls, region: str | None, profile: str | None, *, local: bool) -> Aws:
        """As the options and the environment say.

        Raises:
            Problem: there is no Region or local AWS, or an endpoint of the environment is none.
        """
        if local:
            use_local_aws()
        _require_endpoints(os.environ)
        session = boto3.Session(profile_name=None if local else profile)
        # The AWS CLI heeds AWS_REGION before the profile; boto3 alone does not.
        found = region or os.environ.get("AWS_REGION") or session.region_name
        if not found:
            raise Problem("No Region is given: use --region, or set AWS_REGION.", ExitCode.USAGE)
        _require_region(session, found)
        return cls(session, found, is_local=local, pace=Pace(time.monotonic, time.sleep))

    @property
    def cdk(self) -> str:
        """The command that starts the CDK CLI for this account, for advice in messages."""
        return cdk_command(local=self.is_local)

    def connect(self, region: str = "") -> ConnectClient:
        """Amazon Connect, in a Region of its own where one is named."""
        region = region or self.region
        if region not in self._connect:
            client = self._session.client("connect", region_name=region, config=_CONFIG)
            self._pace.govern(client)
            self._connect[region] = client
        return self._connect[region]

    def cloud_trail(self) -> CloudTrailClient:
        """CloudTrail, whose requests keep to the same pace."""
        client = self._session.client("cloudtrail", region_name=self.region, config=_CONFIG)
        self._pace.govern(client)
        return client

    def cloudformation(self) -> CloudFormationClient:
        """CloudFormation."""
        return self._session.client("cloudformation", region_name=self.region, config=_CONFIG)

    def dynamodb(self) -> DynamoDBClient:
        """DynamoDB."""
        return self._session.client("dynamodb", region_name=self.region, config=_CONFIG)

    def lambda_(self) -> LambdaClient:
        """Lambda, but for invocations."""
        return self._session.client("lambda", region_name=self.region, config=_CONFIG)

    def invoking_lambda(self) -> LambdaClient:
        """Lambda, for invocations: it waits as long as a function may take, and never invokes twice by itself."""
        return self._session.client("lambda", region_name=self.region, config=_INVOKING)

    def service_quotas(self) -> ServiceQuotasClient:
        """Service Quotas."""
        return self._session.client("service-quotas", region_name=self.region, config=_CONFIG)

    def ssm(self) -> SSMClient:
        """Systems Manager."""
        return self._session.client("ssm", region_name=self.region, config=_CONFIG)

    def sts(self) -> STSClient:
        """The Security Token Service."""
        return self._session.client("sts", region_name=self.region, config=_CONFIG)


def _require_region(session: boto3.Session, region: str) -> None:
    """Refuse a mistyped Region, which else is an address that nobody can connect to."""
    partitions = session.get_available_partitions()
    if not any(region in session.get_available_regions("ec2", partition) for partition in partitions):
        raise Problem(
            f"boto3 knows no Region {region}: correct --region or AWS_REGION, or update boto3.", ExitCode.USAGE
        )


def _require_endpoints(environment: Mapping[str, str]) -> None:
    """Refuse addresses that the SDK would only raise a ValueError for."""
    for name, value in environment.items():
        if not name.startswith("AWS_ENDPOINT_URL") or not value:
            continue
        try:
            parts = urlsplit(value)
            is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_address = False
        if not is_address:
            raise Problem(f"{name}={value} is not an address, for example http://127.0.0.1:4566.", ExitCode.USAGE)
