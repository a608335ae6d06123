"""Everything that the function works with, made once for an invocation."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from ..ledger.pace import Pace
from ..ledger.settling import Settling
from ..ledger.table import Table
from .cloud_formation import HttpsResponses
from .connect import Connect
from .service_call import CLIENT_CONFIG, LEDGER_CLIENT_CONFIG, ignoring, service_call

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudtrail import CloudTrailClient
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_service_quotas import ServiceQuotasClient
    from mypy_boto3_stepfunctions import SFNClient

DEFAULT_LEDGER_TABLE_NAME = "ConnectPhoneNumberLedger"


@dataclass(frozen=True)
class Settings:
    """The settings of the provider, as its stack gives them.

    Attributes:
        ledger_table_name: the name of the ledger's table.
        makes_ledger: whether the function makes the ledger where there is none.
        ledger_key_arn: the KMS key to encrypt a ledger with that the function makes; "" for DynamoDB's own key.
        phone_numbers_per_instance: the quota to assume where Service Quotas does not tell it; None for none.
        parking_target_arn: where to park numbers that can't stay where they are; "" for nowhere.
        counts_unsuccessful_claims: whether a claim that the service refused, or that ended FAILED, counts as an
            operation. Nobody knows whether the service counts it, so by default it counts.
    """

    ledger_table_name: str = DEFAULT_LEDGER_TABLE_NAME
    makes_ledger: bool = False
    ledger_key_arn: str = ""
    phone_numbers_per_instance: int | None = None
    parking_target_arn: str = ""
    counts_unsuccessful_claims: bool = True

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Settings:
        """Read the function's environment."""
        assumed = environment.get("PHONE_NUMBERS_PER_INSTANCE")
        return cls(
            environment.get("LEDGER_TABLE_NAME", DEFAULT_LEDGER_TABLE_NAME),
            environment.get("LEDGER_IS_OURS") == "true",
            environment.get("LEDGER_KEY_ARN", ""),
            int(assumed) if assumed else None,
            environment.get("PARKING_TARGET_ARN", ""),
            environment.get("UNSUCCESSFUL_CLAIMS_COUNT") != "false",
        )


class Executions:
    """Executions of the state machine, which has the same name as the function."""

    def __init__(self, client: SFNClient, state_machine_arn: str) -> None:
        """Use a client."""
        self._client = client
        self._state_machine_arn = state_machine_arn

    def start(self, name: str, input: Mapping[str, str]) -> None:
        """Start an execution, unless one with this name was started before.

        Raises:
            AccessDeniedError: the function is not allowed to.
            TryAgainLater: the execution can't be started now.
        """
        with service_call("StartExecution", name), ignoring("ExecutionAlreadyExists"):
            self._client.start_execution(
                stateMachineArn=self._state_machine_arn, name=name, input=json.dumps(dict(input))
            )


@dataclass(frozen=True)
class Services:
    """The services, as one invocation uses them.

    Attributes:
        table: the ledger's.
        connect_in: gives Amazon Connect's client of a Region, "" for the function's own.
        service_quotas: the client.
        cloud_trail: the client.
        event_bridge: the client; it has no types here.
        cloudformation: the client.
        executions: the state machine's.
        responses: where CloudFormation takes answers.
        make_ledger: makes the ledger's table where there is none; says whether the table can be used now.
        clock: gives seconds since the epoch.
        sleep: waits for seconds.
        settings: the provider's.
    """

    table: Table
    connect_in: Callable[[str], ConnectClient]
    service_quotas: ServiceQuotasClient
    cloud_trail: CloudTrailClient
    event_bridge: Any
    cloudformation: CloudFormationClient
    executions: Executions
    responses: HttpsResponses
    make_ledger: Callable[[], bool]
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    settings: Settings

    def pace(self, slots: MutableMapping[str, int] | None = None, sleeps_milliseconds: float = math.inf) -> Pace:
        """The account's request rate. `slots`: those taken ahead; `sleeps_milliseconds`: the longest that it sleeps."""
        return Pace(self.table, self.clock, self.sleep, slots, sleeps_milliseconds)

    def settling(self) -> Settling:
        """How long claims take."""
        return Settling(self.table, self.clock)

    def connect(self, pace: Pace) -> Connect:
        """Amazon Connect, at the account's request rate."""
        return Connect(self.connect_in, pace)

    @property
    def now(self) -> int:
        """The present second since the epoch."""
        return int(self.clock())


def state_machine_arn(function_arn: str) -> str:
    """The ARN of the state machine, which has the same name as the function.

    The function's environment can't have it: the state machine's definition names the function.
    """
    partition, region, account, name = (function_arn.split(":")[index] for index in (1, 3, 4, 6))
    return f"arn:{partition}:states:{region}:{account}:stateMachine:{name}"


def execution_name(kind: str, partition_key: str, operation_key: str) -> str:
    """The name of an operation's execution: at most 80 characters, and readable in a list."""
    logical_resource_id = "".join(each for each in partition_key.rsplit("#", 1)[-1] if each.isalnum())[:40]
    digest = hashlib.sha256(f"{partition_key} {operation_key}".encode()).hexdigest()[:24]
    return f"{kind}-{logical_resource_id}-{digest}"


def aws_services(function_arn: str, clock: Callable[[], float], sleep: Callable[[float], None]) -> Services:
    """The services of AWS, with the Region and the credentials of the environment."""
    settings = Settings.of(os.environ)

    def make_ledger() -> bool:
        from ..ledger.table_creation import LedgerMaker  # noqa: PLC0415 - most invocations find the ledger

        maker = LedgerMaker(_client("dynamodb"), settings.ledger_table_name, settings.ledger_key_arn)
        return maker.make() if settings.makes_ledger else maker.require()

    return Services(
        table=Table(_client("dynamodb"), settings.ledger_table_name),
        connect_in=_connect_client,
        service_quotas=_client_when_used("service-quotas"),
        cloud_trail=_client_when_used("cloudtrail"),
        event_bridge=_client_when_used("events"),
        cloudformation=_client_when_used("cloudformation"),
        executions=Executions(_client_when_used("stepfunctions"), state_machine_arn(function_arn)),
        responses=_responses(),
        make_ledger=make_ledger,
        clock=clock,
        sleep=sleep,
        settings=settings,
    )


@cache
def _client(service: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - as many types as services
    config = LEDGER_CLIENT_CONFIG if service == "dynamodb" else CLIENT_CONFIG
    return boto3.client(service, config=config)  # type: ignore[call-overload]


class _ClientWhenUsed:
    """Stands for a client, and makes it at its first call: making one takes longer than many steps do."""

    def __init__(self, service: str) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the client has it
        return getattr(_client(self._service), name)


def _client_when_used(service: str) -> Any:  # noqa: ANN401 - as many types as services
    return _ClientWhenUsed(service)


@cache
def _connect_client(region: str) -> ConnectClient:
    return boto3.client("connect", region_name=region or None, config=CLIENT_CONFIG)


@cache
def _responses() -> HttpsResponses:
    return HttpsResponses()


def forget_clients() -> None:
    """Make new clients at the next invocation; for tests, whose endpoints change."""
    for made in (_client, _connect_client, _responses):
        made.cache_clear()
