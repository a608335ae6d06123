"""The account behind boto3 and moto: every layer is real, and a schedule takes a second."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

import boto3
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError
from moto import mock_aws

from connect_phone_numbers import handler, metrics
from local_aws import connect, service_quotas
from local_aws.connect.models import clock
from tests.faults.account import Account, make_account, remember_connect, restore_connect
from tests.faults.disturbance import Disturbance
from tests.faults.memory_account import BEGINNING, ENVIRONMENT
from tests.faults.remote_call import RemoteCall
from tests.handler import world as the_world
from tests.handler.world import REGION, TABLE, World


class Boto3Account:
    """An account, and the way back to how it was."""

    def __init__(self, account: Account, world: World) -> None:
        self.account = account
        self._world = world

    def remember(self) -> tuple[bytes, list[dict[str, Any]]]:
        """The account as it is."""
        return remember_connect(), self._world.ledger()

    def restore(self, remembered: tuple[bytes, list[dict[str, Any]]]) -> None:
        """The account as it was."""
        restore_connect(remembered[0])
        self._world.lose_ledger()
        with boto3.resource("dynamodb", region_name=REGION).Table(TABLE).batch_writer() as batch:
            for item in remembered[1]:
                batch.put_item(item)


@contextmanager
def boto3_account() -> Iterator[Boto3Account]:
    """One, which the handler works in until the end of the `with`."""
    connect.install()
    service_quotas.install()
    with (
        mock.patch.dict("os.environ", ENVIRONMENT),
        mock.patch.object(clock, "time", SimpleNamespace(time=lambda: BEGINNING)),
        mock_aws(),
    ):
        world = the_world.make_world()
        disturbance = Disturbance(world.now)
        with (
            mock.patch.object(metrics, "emit", lambda *_: None),
            mock.patch.object(handler, "boto3", SimpleNamespace(client=disturbed_clients(disturbance))),
            mock.patch.object(handler, "time", SimpleNamespace(time=world.now, sleep=world.advance)),
        ):
            handler.forget_clients()
            yield Boto3Account(make_account(world, disturbance, world.ledger), world)
        handler.forget_clients()


def disturbed_clients(disturbance: Disturbance) -> Callable[..., Any]:
    """What makes clients whose calls meet the faults, in place of `boto3.client`."""

    def make(service: str, region_name: str | None = None, **more: Any) -> Any:
        client = boto3.client(service, region_name=region_name or REGION, **more)  # type: ignore[call-overload]

        def before(model: Any, **_: Any) -> Any:
            try:
                disturbance.before(RemoteCall(service, model.name, client.meta.region_name))
            except ClientError as error:
                status = error.response["ResponseMetadata"]["HTTPStatusCode"]
                return AWSResponse("", status, {}, None), error.response
            return None

        def after(model: Any, **_: Any) -> None:
            disturbance.after(RemoteCall(service, model.name, client.meta.region_name))

        client.meta.events.register(f"before-call.{service}", before)
        client.meta.events.register(f"after-call.{service}", after)
        return client

    return make
