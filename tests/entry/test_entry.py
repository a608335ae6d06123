"""CloudFormation's event: recorded, an execution started for it, and nothing done twice."""

import json

import pytest

from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lambda_function import Failure
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.world import World


@pytest.fixture
def resource(world: World) -> Lifecycle:
    return world.resource()


def test_the_event_is_recorded_and_an_execution_named_after_it(world: World, resource: Lifecycle) -> None:
    event = resource.create_event(world.search)
    assert world.invoke(dict(event)) == {"Arrival": "NEWEST"}
    [record] = [item for item in world.ledger() if item["SK"] == "RESOURCE"]
    assert record["ResponseURL"] == event["ResponseURL"]
    assert event["ResponseURL"] not in record["Event"], "a secret, kept once"
    [execution] = world.state_machine.executions
    assert json.loads(execution.input) == {"Resource": record["PK"], "Operation": record["OperationKey"]}
    assert execution.name.startswith("Create-Support-")


def test_the_same_event_again_starts_nothing(world: World, resource: Lifecycle) -> None:
    event = resource.create_event(world.search)
    assert [world.invoke(dict(event)) for _ in range(2)] == [{"Arrival": "NEWEST"}, {"Arrival": "REPEATED"}]
    assert len(world.state_machine.executions) == 1


def test_a_late_event_starts_nothing(world: World, resource: Lifecycle) -> None:
    create = resource.create_event(world.search)
    world.advance(5)
    world.invoke(dict(resource.delete_event(world.search, "stack-Support-1A2B3C")))
    assert world.invoke(dict(create)) == {"Arrival": "LATE"}
    assert len(world.state_machine.executions) == 1


def test_a_late_event_is_not_answered_where_the_ledger_refuses_it(world: World, resource: Lifecycle) -> None:
    create = resource.create_event(world.search)
    world.advance(5)
    world.invoke(dict(resource.delete_event(world.search, "stack-Support-1A2B3C")))
    world.advance(600)
    world.disturb(Fault(FaultKind.DENIED, operation="UpdateItem"))
    late = world.invoke(dict(create))
    assert isinstance(late, Failure)
    assert "Lambda delivers it again" in late.cause


@pytest.mark.parametrize("kind", [FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER, FaultKind.ANSWER_LOST])
@pytest.mark.parametrize("at", range(5))
def test_an_invocation_that_is_cut_off_is_repeated_by_lambda(
    world: World, resource: Lifecycle, kind: FaultKind, at: int
) -> None:
    world.disturb(Fault(kind, at=at))
    created = resource.create(world.search)
    assert created.succeeded, created.reason
    assert world.operations() == ["CLAIM"]
    assert len(world.state_machine.executions) == 1


@pytest.mark.parametrize("kind", [FaultKind.THROTTLED, FaultKind.DENIED_BRIEFLY])
@pytest.mark.parametrize("operation", ["StartExecution", "GetItem", "UpdateItem"])
def test_what_is_refused_for_a_while_is_tried_again(
    world: World, resource: Lifecycle, operation: str, kind: FaultKind
) -> None:
    """A policy that was written a moment ago may not be in force yet."""
    world.disturb(Fault(kind, operation=operation, seconds=50))
    created = resource.create(world.search)
    assert created.succeeded, created.reason


@pytest.mark.parametrize("operation", ["StartExecution", "GetItem"])
def test_what_stays_denied_is_told(world: World, resource: Lifecycle, operation: str) -> None:
    world.disturb(Fault(FaultKind.DENIED, operation=operation))
    created = resource.create(world.search)
    assert created.reason.startswith(f"{operation} (")
    assert "was refused: AccessDeniedException" in created.reason
    assert "The function's role, its boundary or a policy of your organization does not allow it." in created.reason
    world.advance(900)
    assert resource.delete(world.search, created.physical_resource_id).succeeded


@pytest.mark.parametrize(
    "event",
    [
        {"Shape": "of another"},
        {"Resource": "RESOURCE#number", "Operation": "now"},
        {"MakeLedger": {}, "Resource": 1},
        {},
        [],
        "secret",
    ],
)
def test_an_event_that_is_none_of_the_functions(world: World, event: object) -> None:
    answer = world.invoke(event)  # type: ignore[arg-type]
    if not isinstance(event, dict) or "MakeLedger" not in event:
        assert isinstance(answer, Failure)
        assert "Unknown event" in answer.cause
        assert "secret" not in answer.cause
