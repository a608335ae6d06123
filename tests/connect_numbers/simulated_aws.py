"""AWS as the command line has it, behind the doubles of the function: one account, one virtual time."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

from botocore.exceptions import ClientError

from connect_numbers.aws.aws import Aws
from connect_numbers.aws.pace import Pace
from local_aws.cloudtrail.responses import CloudTrailResponse
from local_aws.service_quotas.responses import ServiceQuotasResponse
from tests.connect_numbers.deployed_stacks import DeployedStacks
from tests.simulation.direct_client import DirectClient
from tests.simulation.function_services import REGION
from tests.simulation.lambda_function import Failure
from tests.simulation.logical_resource import SERVICE_TOKEN
from tests.simulation.world import World

ACCOUNT_ID = "123456789012"


class SimulatedAws(Aws):
    """Clients that are doubles; those of Amazon Connect keep to the command line's own pace."""

    def __init__(self, world: World, stacks: DeployedStacks, region: str = REGION) -> None:
        session: Any = None
        super().__init__(session, region, is_local=False, pace=Pace(world.now, world.advance))
        self.world = world
        self.stacks = stacks

    def connect(self, region: str = "") -> Any:
        return PacedClient(DirectClient(region or self.region, self.world.remote_calls), self._pace)

    def cloud_trail(self) -> Any:
        return PacedClient(DirectClient(self.region, self.world.remote_calls, CloudTrailResponse), self._pace)

    def service_quotas(self) -> Any:
        return DirectClient(self.region, self.world.remote_calls, ServiceQuotasResponse)

    def cloudformation(self) -> Any:
        return self.stacks

    def dynamodb(self) -> Any:
        return TableClient(self.world)

    def ssm(self) -> Any:
        return ParameterClient()

    def lambda_(self) -> Any:
        return FunctionClient(self.world)

    def invoking_lambda(self) -> Any:
        return FunctionClient(self.world)

    def sts(self) -> Any:
        return CallerIdentity()


class PacedClient:
    """A client whose every call waits for its turn first."""

    def __init__(self, client: DirectClient, pace: Pace) -> None:
        self.meta = client.meta
        self._client = client
        self._pace = pace

    def get_paginator(self, name: str) -> Any:
        return self._client.get_paginator(name)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(**parameters: Any) -> Any:
            self._pace.wait(self.meta.region_name, name)
            return getattr(self._client, name)(**parameters)

        return call


class TableClient:
    """DynamoDB, as far as the ledger's settings go; its items are read by a double of `Table`."""

    def __init__(self, world: World) -> None:
        self._table = world.table

    def describe_table(self, TableName: str) -> Any:
        described = self._table.describe_table(TableName=TableName)
        return {"Table": {**described["Table"], "DeletionProtectionEnabled": True}}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)


class ParameterClient:
    """Systems Manager, with the CDK's bootstrap version; "" where the account is not bootstrapped."""

    version = "33"

    def get_parameter(self, Name: str) -> Any:
        if not self.version:
            told: Any = {"Error": {"Code": "ParameterNotFound", "Message": Name}}
            raise ClientError(told, "GetParameter")
        return {"Parameter": {"Value": self.version}}


class CallerIdentity:
    """The Security Token Service."""

    def get_caller_identity(self) -> Any:
        return {"Account": ACCOUNT_ID, "Arn": f"arn:aws:iam::{ACCOUNT_ID}:user/operator"}


class FunctionClient:
    """AWS Lambda, with the one function of a provider."""

    timeout = 60

    def __init__(self, world: World) -> None:
        self._world = world

    def get_function_configuration(self, FunctionName: str) -> Any:
        name = SERVICE_TOKEN.rpartition(":")[2]
        if FunctionName not in (SERVICE_TOKEN, name):
            told: Any = {
                "Error": {"Code": "ResourceNotFoundException", "Message": f"Function not found: {FunctionName}"}
            }
            raise ClientError(told, "GetFunctionConfiguration")
        settings = self._world.provider.settings
        variables = {"LEDGER_TABLE_NAME": settings.ledger_table_name}
        if settings.parking_target_arn:
            variables["PARKING_TARGET_ARN"] = settings.parking_target_arn
        return {
            "FunctionName": name,
            "FunctionArn": SERVICE_TOKEN,
            "Timeout": self.timeout,
            "Environment": {"Variables": variables},
            "CodeSha256": "sha",
        }

    def invoke(self, FunctionName: str, Payload: bytes) -> Any:
        answer = self._world.invoke(json.loads(Payload))
        if isinstance(answer, Failure):
            return {"FunctionError": "Unhandled", "Payload": BytesIO(answer.cause.encode())}
        return {"Payload": BytesIO(json.dumps(answer).encode())}
