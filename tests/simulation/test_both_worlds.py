"""The world in memory does what the one behind boto3 and moto does: the same calls, at the same times."""

import pytest

from tests.simulation.boto3_world import boto3_world
from tests.simulation.world import simulated_world

OF_THE_TABLE = (
    *("CreateTable", "DescribeTable", "DescribeContinuousBackups", "UpdateContinuousBackups"),
    *("DescribeTimeToLive", "UpdateTimeToLive"),
)
"""The ledger is there in one world, and made in the other."""


@pytest.mark.parametrize("more", [{}, {"PhoneNumberDescription": "Support", "ReleasePolicy": "PARK"}])
def test_both_worlds_make_the_same_calls(more: dict[str, str]) -> None:
    histories = []
    for new_world in (simulated_world, boto3_world):
        with new_world() as world:
            properties = {**world.search, "ContactFlowArns": [world.flow_arns[0]], **more}
            resource = world.resource()
            created = resource.create(properties)
            assert created.succeeded, created.reason
            exact = world.exact("+12065550142")
            updated = resource.update(properties, exact, created.physical_resource_id)
            assert updated.succeeded, updated.reason
            for physical_resource_id in (created.physical_resource_id, updated.physical_resource_id):
                assert resource.delete(exact, physical_resource_id).succeeded
            world.settle()
            items = [{name: value for name, value in item.items() if name != "LockHolder"} for item in world.ledger()]
            calls = [str(call) for call in world.remote_calls.made if call.operation not in OF_THE_TABLE]
            histories.append((calls, items, world.held(), world.parked(), world.now()))
    assert histories[0] == histories[1]
