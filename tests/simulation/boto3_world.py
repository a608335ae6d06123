"""The world behind boto3 and moto, for the handler's own entry point: every layer is real, and slow."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from unittest import mock

import boto3
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from moto import mock_aws

from connect_phone_numbers import handler
from connect_phone_numbers.aws import metrics, services
from connect_phone_numbers.aws.services import DEFAULT_LEDGER_TABLE_NAME, Settings
from connect_phone_numbers.entry import forget_ledgers
from tests.simulation.deterministic import Uuids, deterministic
from tests.simulation.function_services import REGION
from tests.simulation.invocation import Invocation
from tests.simulation.logical_resource import SERVICE_TOKEN
from tests.simulation.remote_call import STEP_FUNCTIONS, RemoteCall
from tests.simulation.world import World, install

ENVIRONMENT = {
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "123456789012",
    "AWS_SECRET_ACCESS_KEY": "test",
    "LEDGER_IS_OURS": "true",
}


@dataclass
class Context:
    """Lambda's context object, with the members that the handler reads."""

    aws_request_id: str
    seconds_left: float
    invoked_function_arn: str = SERVICE_TOKEN

    def get_remaining_time_in_millis(self) -> int:
        return int(self.seconds_left * 1000)


class Boto3World(World):
    """A world whose function makes its own clients."""

    def __init__(self, uuids: Uuids) -> None:
        super().__init__(uuids, Settings())
        self._send = BaseClient._make_api_call  # type: ignore[attr-defined]

    def ledger(self) -> list[dict[str, Any]]:
        tables = boto3.client("dynamodb", region_name=REGION).list_tables()["TableNames"]
        if DEFAULT_LEDGER_TABLE_NAME not in tables:
            return []
        table = boto3.resource("dynamodb", region_name=REGION).Table(DEFAULT_LEDGER_TABLE_NAME)
        return sorted(table.scan()["Items"], key=lambda item: (item["PK"], item["SK"]))

    def lose_ledger(self) -> None:
        """Delete every item."""
        table = boto3.resource("dynamodb", region_name=REGION).Table(DEFAULT_LEDGER_TABLE_NAME)
        for item in self.ledger():
            table.delete_item(Key={"PK": item["PK"], "SK": item["SK"]})
        forget_ledgers()

    def snapshot(self) -> tuple[Any, ...]:
        raise NotImplementedError("moto's tables can't be copied")

    def send(self, client: Any, operation: str, parameters: Mapping[str, Any]) -> Any:
        """Replaces the method that sends a client's request."""
        call = RemoteCall(client.meta.service_model.service_name, operation, client.meta.region_name, parameters)
        try:
            return self.remote_calls.send(call, lambda: self._effect(client, call))
        except ClientError as error:
            code = error.response["Error"]["Code"]
            raise client.exceptions.from_code(code)(error.response, operation) from error

    def _effect(self, client: Any, call: RemoteCall) -> Any:
        if call.service == STEP_FUNCTIONS and call.operation == "StartExecution":
            return self.provider.start_execution(**call.parameters)
        return self._send(client, call.operation, call.parameters)

    def _respond(self, event: Any, holder: str, until: float) -> Any:
        return handler.handler(event, Context(holder, until - self.provider.clock()))


@contextmanager
def boto3_world() -> Iterator[Boto3World]:
    """A world behind moto, for the duration of the `with`."""
    with ExitStack() as patches:
        uuids = patches.enter_context(deterministic())
        patches.enter_context(mock.patch.dict("os.environ", ENVIRONMENT))
        patches.enter_context(mock_aws())
        install()
        handler.forget_clients()
        world = Boto3World(uuids)

        def send(client: Any, operation: str, parameters: Mapping[str, Any]) -> Any:
            if Invocation.current() is None:
                return world._send(client, operation, parameters)
            return world.send(client, operation, parameters)

        the_time = SimpleNamespace(time=world.provider.clock, sleep=world.provider.sleep)
        patches.enter_context(mock.patch.object(BaseClient, "_make_api_call", send))
        patches.enter_context(mock.patch.object(handler, "time", the_time))
        patches.enter_context(mock.patch.object(services, "HttpsResponses", world.provider.responses))
        patches.enter_context(mock.patch.object(metrics, "emit", world.note_metrics))
        try:
            yield world
            assert world.function.mistakes == [], world.function.mistakes
        finally:
            world.timeline.close()
            handler.forget_clients()
            forget_ledgers()
