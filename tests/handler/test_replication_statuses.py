"""Every status that the service's model knows of an instance and of its replication, and what becomes of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from replicated_instance import handler
from replicated_instance.instance import Instance, Replication
from tests.handler import lifecycle
from tests.handler.lifecycle import Lifecycle

INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa"
REPLICA_ARN = INSTANCE_ARN.replace("us-east-1", "us-west-2")
PROPERTIES = {"InstanceArn": INSTANCE_ARN, "ReplicaRegion": "us-west-2"}
ACTIVE = Instance(INSTANCE_ARN, "ACTIVE", "", "contact-center", {})
COMPLETE = "INSTANCE_REPLICATION_COMPLETE"
WAITING = "Operation timed out"


class Service:
    """Instances as they are said to be; a replica comes and goes at once."""

    def __init__(self) -> None:
        self.source: Instance | None = ACTIVE
        self.replica: Instance | None = None
        self.calls: list[str] = []

    def replication(self, status: str, reason: str = "") -> None:
        self.source = replace(ACTIVE, replications={"us-west-2": Replication(status, reason)})

    def describe(self, instance_arn: str) -> Instance | None:
        return self.source if instance_arn == INSTANCE_ARN else self.replica

    def replicate(self, *_: str) -> None:
        self.calls.append("replicate")
        self.replica = self.replica or replace(ACTIVE, arn=REPLICA_ARN)

    def tags(self, _: str) -> dict[str, str]:
        return {}

    def tag(self, *_: Any) -> None:
        self.calls.append("tag")

    def delete(self, *_: str) -> None:
        self.calls.append("delete")
        self.replica = None


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    service = Service()
    monkeypatch.setattr(lifecycle, "handler", handler)
    monkeypatch.setattr(handler, "Instances", lambda _: service)
    return service


@pytest.fixture
def resource() -> Lifecycle:
    return Lifecycle(lambda _: None, "Replica")


def create(resource: Lifecycle) -> str:
    """Why a create does not end well, "" where it does."""
    return resource.run(resource.event("Create", PROPERTIES), polls=2).reason


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
    reason = create(resource)
    assert sentence in reason
    assert bool(sentence) == bool(reason)


def test_an_earlier_replica_that_is_being_deleted_is_waited_for(service: Service, resource: Lifecycle) -> None:
    service.replication("INSTANCE_REPLICA_DELETING")
    assert create(resource) == WAITING
    assert service.calls == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("CREATION_IN_PROGRESS", WAITING), ("CREATION_FAILED", "is CREATION_FAILED: No capacity. Only an ACTIVE one")],
)
def test_the_instances_status(service: Service, resource: Lifecycle, status: str, sentence: str) -> None:
    service.source = replace(ACTIVE, status=status, status_message="No capacity.")
    assert sentence in create(resource)
    assert service.calls == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("CREATION_IN_PROGRESS", WAITING), ("CREATION_FAILED", f"The replica {REPLICA_ARN} is CREATION_FAILED: No")],
)
def test_the_replicas_status(service: Service, resource: Lifecycle, status: str, sentence: str) -> None:
    service.replication(COMPLETE)
    service.replica = replace(ACTIVE, arn=REPLICA_ARN, status=status, status_message="No capacity.")
    assert sentence in create(resource)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("INSTANCE_REPLICA_DELETING", WAITING),
        ("INSTANCE_REPLICATION_DELETION_FAILED", f"The replica {REPLICA_ARN} could not be deleted: In use."),
    ],
)
def test_a_deletion_that_is_not_over(service: Service, resource: Lifecycle, status: str, sentence: str) -> None:
    service.replication(status, "In use.")
    event = resource.event("Delete", PROPERTIES, PhysicalResourceId=REPLICA_ARN)
    assert sentence in resource.run(event, polls=2).reason


def test_a_source_that_is_gone_is_no_reason_to_wait(service: Service, resource: Lifecycle) -> None:
    service.source, service.replica = None, replace(ACTIVE, arn=REPLICA_ARN)
    assert resource.delete(PROPERTIES, REPLICA_ARN).succeeded
    assert service.calls == ["delete"]
