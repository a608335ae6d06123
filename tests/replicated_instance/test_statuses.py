"""Every status that the service's model knows of an instance and of its replication, and what becomes of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from replicated_instance import step
from replicated_instance.instance import Instance, Replication
from replicated_instance.replica import LOGICAL_RESOURCE_ID_TAG, STACK_ID_TAG
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.logical_resource import REPLICATED_INSTANCE
from tests.simulation.world import World

INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa"
REPLICA_ARN = INSTANCE_ARN.replace("us-east-1", "us-west-2")
PROPERTIES = {"InstanceArn": INSTANCE_ARN, "ReplicaRegion": "us-west-2"}
ACTIVE = Instance(INSTANCE_ARN, "ACTIVE", "", "contact-center", {})
COMPLETE = "INSTANCE_REPLICATION_COMPLETE"
WAITING = "Not done within 45 minutes."


class Service:
    """Instances as they are said to be; a replica comes and goes at once."""

    def __init__(self) -> None:
        self.source: Instance | None = ACTIVE
        self.replica: Instance | None = None
        self.calls: list[str] = []
        self.marks: dict[str, str] = {}
        self.lingers = 0
        """For how many more looks a replica is shown that is being deleted."""

    def replication(self, status: str, reason: str = "") -> None:
        self.source = replace(ACTIVE, replications={"us-west-2": Replication(status, reason)})

    def is_source(self, status: str) -> None:
        self.source = replace(ACTIVE, status=status, status_message="No capacity.")

    def describe(self, instance_arn: str) -> Instance | None:
        if instance_arn == INSTANCE_ARN:
            return self.source
        if "delete" in self.calls:
            self.lingers -= 1
        return self.replica if "delete" not in self.calls or self.lingers >= 0 else None

    def replicate(self, *_: str) -> None:
        self.calls.append("replicate")
        self.replica = self.replica or replace(ACTIVE, arn=REPLICA_ARN)

    def tags(self, _: str) -> dict[str, str]:
        return self.marks

    def tag(self, *_: Any) -> None:
        self.calls.append("tag")

    def groups_being_deleted(self, _: str) -> list[str]:
        return []

    def delete(self, *_: str) -> None:
        self.calls.append("delete")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    service = Service()
    monkeypatch.setattr(step, "Instances", lambda _: service)
    return service


@pytest.fixture
def resource(world: World, service: Service) -> Lifecycle:
    """Whose tags the replica has."""
    resource = world.resource("Replica", REPLICATED_INSTANCE)
    service.marks = {STACK_ID_TAG: resource.stack_id, LOGICAL_RESOURCE_ID_TAG: resource.logical_resource_id}
    return resource


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (COMPLETE, ""),
        ("INSTANCE_REPLICATION_IN_PROGRESS", WAITING),
        ("RESOURCE_REPLICATION_NOT_STARTED", WAITING),
        ("INSTANCE_REPLICATION_FAILED", "to us-west-2 is INSTANCE_REPLICATION_FAILED: A name is taken."),
        ("INSTANCE_REPLICATION_DELETION_FAILED", "is INSTANCE_REPLICATION_DELETION_FAILED: A name is taken."),
    ],
)
def test_the_replications_status(service: Service, resource: Lifecycle, status: str, sentence: str) -> None:
    service.replication(status, "A name is taken.")
    service.replica = replace(ACTIVE, arn=REPLICA_ARN)
    reason = resource.create(PROPERTIES).reason
    assert sentence in reason
    assert bool(sentence) == bool(reason)


@pytest.mark.parametrize(
    ("begin", "sentence"),
    [
        (lambda service: service.replication("INSTANCE_REPLICA_DELETING"), WAITING),
        (lambda service: service.is_source("CREATION_IN_PROGRESS"), WAITING),
        (
            lambda service: service.is_source("CREATION_FAILED"),
            "is CREATION_FAILED: No capacity. Only an ACTIVE one",
        ),
    ],
)
def test_nothing_is_asked_for_before_the_source_is_ready(
    service: Service, resource: Lifecycle, begin: Callable[[Service], None], sentence: str
) -> None:
    begin(service)
    assert sentence in resource.create(PROPERTIES).reason
    assert service.calls == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("CREATION_IN_PROGRESS", WAITING), ("CREATION_FAILED", f"The replica {REPLICA_ARN} is CREATION_FAILED: No")],
)
def test_the_replicas_status(service: Service, resource: Lifecycle, status: str, sentence: str) -> None:
    service.replication(COMPLETE)
    service.replica = replace(ACTIVE, arn=REPLICA_ARN, status=status, status_message="No capacity.")
    assert sentence in resource.create(PROPERTIES).reason


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("INSTANCE_REPLICA_DELETING", WAITING),
        ("INSTANCE_REPLICATION_DELETION_FAILED", f"The replica {REPLICA_ARN} could not be deleted: In use."),
    ],
)
def test_a_deletion_that_is_not_over(service: Service, resource: Lifecycle, status: str, sentence: str) -> None:
    service.replication(status, "In use.")
    assert sentence in resource.delete(PROPERTIES, REPLICA_ARN).reason


def test_a_source_that_is_gone_is_no_reason_to_wait(service: Service, resource: Lifecycle) -> None:
    service.source, service.replica = None, replace(ACTIVE, arn=REPLICA_ARN)
    assert resource.delete(PROPERTIES, REPLICA_ARN).succeeded
    assert service.calls == ["delete"]


def test_a_deletion_is_asked_for_once_though_the_replica_is_shown_for_long(
    service: Service, resource: Lifecycle
) -> None:
    service.replica, service.lingers = replace(ACTIVE, arn=REPLICA_ARN), 20
    assert resource.delete(PROPERTIES, REPLICA_ARN).succeeded
    assert service.calls == ["delete"]
