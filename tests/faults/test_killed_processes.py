"""The function as a real process, ended by SIGKILL while a request of its is served."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from moto import mock_aws

from tests.faults.function_process import FunctionProcess
from tests.faults.killing_server import KillingServer, killing_server
from tests.faults.memory_account import ENVIRONMENT
from tests.handler import world as the_world
from tests.handler.lifecycle import MARKER, Lifecycle
from tests.handler.world import World

POINTS = 2
"""At so many requests of each operation, spread over it, and both before and after their effect."""


class ProcessResource(Lifecycle):
    """A Lifecycle whose function is that process."""

    def __init__(self, world: World, function: FunctionProcess) -> None:
        super().__init__(world.advance, "Support")
        self.query_interval = 30
        self._world = world
        self._function = function
        self._counted = count(1)

    def invoke(self, function: Callable[[Any, Any], dict[str, Any]], event: dict[str, Any]) -> dict[str, Any]:
        invocation = f"invocation-{next(self._counted)}"
        return self._function.invoke(function.__name__, event, invocation, self._world.now())


@dataclass
class Processes:
    """A world behind a server, and the function that is its client."""

    world: World
    server: KillingServer
    function: FunctionProcess

    def resource(self) -> ProcessResource:
        return ProcessResource(self.world, self.function)


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with pytest.MonkeyPatch.context() as patch, killing_server() as server, mock_aws():
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        world = the_world.make_world()
        world.control.configure({"throttle": False})
        world.control.set_quota(world.instance_arn, 500)
        function = FunctionProcess({**ENVIRONMENT, "AWS_ENDPOINT_URL": server.url})
        yield Processes(world, server, function)
        function.stop()


def points(requests: int) -> list[tuple[int, bool]]:
    """Where to kill."""
    return [(requests * point // POINTS + after, bool(after)) for point in range(POINTS) for after in (0, 1)]


def test_a_create_that_is_rolled_back_leaves_nothing(processes: Processes) -> None:
    world, server = processes.world, processes.server
    properties = {**world.search, "ContactFlowArns": [world.flow_arns[0]]}
    server.watch()
    created = processes.resource().create(properties)
    assert created.succeeded, created.reason
    held = world.held()
    for index, after_its_effect in points(server.requests):
        resource = processes.resource()
        server.kill_at(index, processes.function.kill, after_its_effect=after_its_effect)
        killed = resource.create(properties)
        server.watch()
        assert "killed by signal 9" in killed.reason
        if killed.physical_resource_id != MARKER:
            deleted = resource.delete(properties, killed.physical_resource_id)
            assert deleted.succeeded, deleted.reason
        assert world.held() == held, f"killed at request {index}"
        assert len(world.live_claims()) == len(held)


@pytest.mark.parametrize("policy", ["RELEASE", "PARK"])
def test_a_delete_that_is_repeated_ends_everything(processes: Processes, policy: str) -> None:
    world, server = processes.world, processes.server
    properties = {**world.search, "ReleasePolicy": policy, "AdoptParked": "false"}
    claims, requests = len(world.live_claims()), 0
    for round_ in range(1 + 2 * POINTS):
        resource = processes.resource()
        created = resource.create(properties)
        assert created.succeeded, created.reason
        server.watch()
        if round_:
            index, after_its_effect = points(requests)[round_ - 1]
            server.kill_at(index, processes.function.kill, after_its_effect=after_its_effect)
        deleted = resource.delete(properties, created.physical_resource_id)
        requests = requests or server.requests
        assert deleted.succeeded is (round_ == 0), deleted.reason
        server.watch()
        repeated = resource.delete(properties, created.physical_resource_id)
        assert repeated.succeeded, repeated.reason
        is_kept = created.data["PhoneNumber"] in world.held()
        assert is_kept is (policy == "PARK") is (created.data["PhoneNumber"] in world.parked())
        assert len(world.live_claims()) == claims
