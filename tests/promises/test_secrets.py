"""The address of an answer is a secret: whoever has it can answer in the resource's place."""

import json
import logging
from typing import Any

import pytest

from tests.lifecycle.scenes import without_flow
from tests.simulation.fault import Fault, FaultKind, kinds_for
from tests.simulation.function_services import REGION
from tests.simulation.lambda_function import InvocationFault
from tests.simulation.remote_call import ANSWER, CLOUDFORMATION, CONNECT, DYNAMODB, STEP_FUNCTIONS, RemoteCall
from tests.simulation.world import World

FAULTS = [FaultKind.KILLED_AFTER, FaultKind.NOT_SENT, FaultKind.UNAVAILABLE, FaultKind.DENIED, FaultKind.BUSY]
CALLS = [
    RemoteCall(DYNAMODB, "UpdateItem", REGION),
    RemoteCall(STEP_FUNCTIONS, "StartExecution", REGION),
    RemoteCall(CONNECT, "ClaimPhoneNumber", REGION),
    RemoteCall(CLOUDFORMATION, ANSWER, REGION),
]


def lives(world: World) -> None:
    """A number that succeeds, one that fails, and events that are refused."""
    for properties in (world.search, {**world.search, "ContactFlowArns": without_flow(world)}, {"TargetArn": 7}):
        resource = world.resource()
        created = resource.create(properties)
        resource.delete(properties, created.physical_resource_id)
    event = dict(world.resource().create_event(world.search))
    for broken in ({**event, "StackId": 7}, {**event, "RequestType": "Move"}, {"Event": event}, event["ResponseURL"]):
        world.invoke(broken)
    world.settle()


@pytest.mark.parametrize(
    ("operation", "fault"),
    [
        (call.operation, fault)
        for call in CALLS
        for fault in (None, *FAULTS)
        if fault is None or fault in kinds_for(call)
    ],
)
def test_it_is_in_no_log_no_execution_no_error_and_no_call(
    world: World,
    operation: str,
    fault: FaultKind | None,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.disable(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    if fault is not None:
        world.disturb(*(Fault(fault, at=at, operation=operation) for at in range(0, 12, 4)))
    told = list[Any]()
    invoke = world.function.call
    world.function.call = lambda event: told.append(outcome := invoke(event)) or outcome  # type: ignore[method-assign, func-returns-value]
    lives(world)
    logged = [
        [record.getMessage(), record.exc_text, sorted(vars(record).items(), key=str)] for record in caplog.records
    ]
    executions = [[execution.input, execution.cause, execution.visits] for execution in world.state_machine.executions]
    others = [call.parameters for call in world.remote_calls.made if call.service != CLOUDFORMATION]
    seen = repr([logged, executions, told, world.function.errors, others]) + "".join(capsys.readouterr())
    assert len(world.function.invocations) > 12
    assert "X-Amz-Signature" not in seen
    assert "cloudformation-custom-resource-response" not in seen


def test_it_is_in_the_ledger_only_until_it_is_used(world: World) -> None:
    world.control.configure({"settle_seconds": 5.0})
    resource = world.resource()
    resource.send(resource.create_event(world.search))
    world.timeline.run_until(lambda: world.live_claims() != [])
    assert repr(world.ledger()).count("X-Amz-Signature") == 1
    world.settle()
    assert "X-Amz-Signature" not in repr(world.ledger())


def test_it_is_not_in_what_the_state_machine_is_told_of_a_bug(world: World) -> None:
    world.function.next_fault = lambda event: InvocationFault.FUNCTION_ERROR if "Resource" in event else None
    world.resource().create(world.search)
    world.settle()
    histories = [visit.data for execution in world.state_machine.executions for visit in execution.visits]
    assert "X-Amz-Signature" not in json.dumps(histories)
