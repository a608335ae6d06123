"""The AWS account and Region of a run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import boto3
from botocore.config import Config

from .problem import AcceptanceProblem

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_service_quotas import ServiceQuotasClient

AnyClient: TypeAlias = Any
"""The client of a service that is chosen at run time: it has no static type."""

# Amazon Connect allows few requests per second, and other programs of the account use them too.
_PATIENT = Config(retries={"mode": "standard", "max_attempts": 10})


@dataclass(frozen=True)
class Account:
    """Clients of one account and Region.

    Attributes:
        account_id: 12 digits.
        region: such as us-east-1.
        caller_arn: the ARN of the user or role whose credentials are used.
        profile: the profile of the AWS configuration; None for the environment's credentials.
    """

    account_id: str
    region: str
    caller_arn: str
    profile: str | None

    @classmethod
    def of(cls, profile: str | None, region: str | None) -> Account:
        """The account of the credentials.

        Raises:
            AcceptanceProblem: no Region is given.
            ClientError, BotoCoreError: the credentials are missing or not valid.
        """
        session = boto3.session.Session(profile_name=profile, region_name=region)
        if session.region_name is None:
            raise AcceptanceProblem("no AWS Region is given. Give --region, or set AWS_REGION.")
        caller = session.client("sts").get_caller_identity()
        return cls(caller["Account"], session.region_name, caller["Arn"], profile)

    @cached_property
    def connect(self) -> ConnectClient:
        """Amazon Connect."""
        client: ConnectClient = self.client("connect")
        return client

    @cached_property
    def service_quotas(self) -> ServiceQuotasClient:
        """Service Quotas."""
        client: ServiceQuotasClient = self.client("service-quotas")
        return client

    @cached_property
    def cloudformation(self) -> CloudFormationClient:
        """CloudFormation."""
        client: CloudFormationClient = self.client("cloudformation")
        return client

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        """DynamoDB."""
        client: DynamoDBClient = self.client("dynamodb")
        return client

    def client(self, service: str) -> AnyClient:
        """A client of any service."""
        session = boto3.session.Session(profile_name=self.profile, region_name=self.region)
        return session.client(service, config=_PATIENT)  # type: ignore[call-overload]

    @property
    def cli_options(self) -> str:
        """The AWS CLI's options for the same account and Region."""
        return f"--region {self.region}" + (f" --profile {self.profile}" if self.profile else "")
