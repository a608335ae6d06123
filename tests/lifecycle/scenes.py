"""What many tests begin with."""

from typing import Any

from botocore.exceptions import ClientError

from tests.simulation.invocation import Invocation
from tests.simulation.remote_call import RemoteCall
from tests.simulation.response import Response
from tests.simulation.world import World

DAY = 24 * 3600
REPLICA = "us-west-2"


def prefixed(world: World, *prefixes: str) -> dict[str, Any]:
    """A search with prefixes."""
    return {**world.search, "PhoneNumberPrefixes": list(prefixes)}


def without_flow(world: World) -> list[str]:
    """The ARN of a flow that is not there: a create that asks for it fails once the number is claimed."""
    return [world.flow_arns[0][:-4] + "0000"]


def adopting(world: World, phone_number: str) -> dict[str, Any]:
    """Properties of a resource that adopts a number of others."""
    return {**world.exact(phone_number), "Adopt": "true"}


def group_of(world: World) -> str:
    """An ACTIVE traffic distribution group of the instance."""
    group = world.add_group(REPLICA)
    world.advance(5)
    return group


def park_one(world: World, **more: Any) -> Response:
    """A number that is created, and parked when its resource goes."""
    properties = {**world.search, "ReleasePolicy": "PARK", "PhoneNumberDescription": "Support", **more}
    resource = world.resource("Parker")
    created = resource.create(properties)
    assert created.succeeded, created.reason
    deleted = resource.delete(properties, created.physical_resource_id)
    assert deleted.succeeded, deleted.reason
    assert world.parked() == [created.data["PhoneNumber"]]
    return created


def spend(world: World, cycles: int) -> None:
    """Use up two operations of the budget per cycle."""
    spender, properties = world.resource("Spender"), {**world.search, "ReleasePolicy": "RELEASE"}
    for _ in range(cycles):
        spent = spender.create({**properties, "TakeParked": "false"})
        assert spent.succeeded, spent.reason
        assert spender.delete(properties, spent.physical_resource_id).succeeded


def until_sent(world: World, operation: str, count: int = 1) -> None:
    """Let things happen until the service has received so many calls of an operation."""
    world.timeline.run_until(lambda: len(world.sent(operation)) >= count)


def refuse(world: World, operation: str, code: str, after: int = 0, count: int = 1_000_000) -> None:
    """Let the service refuse so many calls of an operation with an error of that code, once so many have passed."""
    calls = iter(range(after + count))

    def watch(call: RemoteCall) -> None:
        if call.operation == operation and after <= next(calls, -1):
            error = {"Code": code, "Message": "as it was asked for"}
            told: Any = {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}
            raise ClientError(told, operation)

    world.remote_calls.before.append(watch)


def durations(world: World) -> dict[str, float]:
    """How long each invocation from now on takes, from its first remote call to its last, by its name."""
    began, took = dict[str, float](), dict[str, float]()

    def watch(call: RemoteCall) -> None:
        invocation = Invocation.current()
        if invocation is not None:
            took[invocation.holder] = world.now() - began.setdefault(invocation.holder, world.now())

    world.remote_calls.before.append(watch)
    world.remote_calls.after.append(watch)
    return took


def reasons(world: World) -> list[str]:
    """What the executions waited for, as their history shows it, each once."""
    visits = [visit for execution in world.state_machine.executions for visit in execution.visits]
    return list(dict.fromkeys(visit.data["Step"]["Why"] for visit in visits if "Step" in visit.data))
