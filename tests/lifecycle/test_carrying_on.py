"""The state machine's calls: the answer to CloudFormation, and what becomes of an operation that can't go on."""

from collections.abc import Mapping
from typing import Any

import pytest

from connect_phone_numbers.model.patience import OPERATION_SECONDS
from tests.lifecycle.scenes import durations, reasons, until_sent, without_flow
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lambda_function import FUNCTION_TIMEOUT, InvocationFault
from tests.simulation.remote_call import ANSWER
from tests.simulation.world import World

MINUTE = 60


def answers(world: World) -> int:
    return len([call for call in world.remote_calls.made if call.operation == ANSWER])


def step_fails(event: Mapping[str, Any]) -> InvocationFault | None:
    """Every step, but not the giving up."""
    return InvocationFault.FUNCTION_ERROR if "Resource" in event and "Failure" not in event else None


class TestTheAnswer:
    """Once, repeated until it is accepted or never will be, and forgotten then."""

    @pytest.mark.parametrize("fault", [FaultKind.NOT_SENT, FaultKind.ANSWER_LOST, FaultKind.UNAVAILABLE])
    @pytest.mark.parametrize("fails", [False, True])
    def test_it_is_put_until_it_is_accepted(self, world: World, fault: FaultKind, fails: bool) -> None:
        world.disturb(Fault(fault, operation=ANSWER))
        properties = {**world.search, "ContactFlowArns": without_flow(world) if fails else []}
        created = world.resource().create(properties)
        assert created.succeeded is not fails, created.reason
        world.settle()
        assert answers(world) > 1
        bodies = {call.parameters["body"] for call in world.remote_calls.made if call.operation == ANSWER}
        assert len(bodies) == 1, "what was decided is not decided again"
        assert world.state_machine.executions[0].states[-1] == "Answered"

    def test_one_that_is_never_accepted_is_given_up(self, world: World) -> None:
        refuse_answers = Fault(FaultKind.DENIED, operation=ANSWER)
        world.disturb(refuse_answers)
        resource = world.resource()
        created = resource.create(world.search)
        assert "did not receive a response" in created.reason
        assert answers(world) == 1
        assert "SUCCESS, but CloudFormation did not take the answer" in reasons(world)
        assert resource.delete(world.search, created.physical_resource_id).succeeded
        assert world.held() == []

    def test_its_address_is_forgotten_with_it(self, world: World) -> None:
        world.resource().create(world.search)
        world.settle()
        [record] = [item for item in world.ledger() if item["SK"] == "RESOURCE"]
        assert "ResponseURL" not in record
        [execution] = world.state_machine.executions
        key, partition = record["OperationKey"], record["PK"]
        again: Any = world.invoke({"Resource": partition, "Operation": key})
        assert (answers(world), again["Status"]) == (1, "DONE")
        assert execution.status == "SUCCEEDED"

    def test_one_that_was_put_but_not_recorded_is_put_once_more_and_changes_nothing(self, world: World) -> None:
        world.disturb(Fault(FaultKind.KILLED_AFTER, operation=ANSWER))
        created = world.resource().create(world.search)
        assert created.succeeded
        world.settle()
        assert answers(world) == 2
        assert [status for status, _ in world.cloudformation.refused] == [200]

    def test_it_is_not_put_to_the_next_operation(self, world: World) -> None:
        """CloudFormation cancels a Create and sends its Delete just when the Create is to be answered."""
        resource = world.resource()
        cancelled = resource.create_event(world.search)
        key = resource.send(cancelled)

        def cut_in(call: Any) -> None:
            if call.operation == ANSWER and cut_in in world.remote_calls.before:
                world.remote_calls.before.remove(cut_in)
                world.cloudformation.give_up(key)
                named = world.cloudformation.response(key)
                assert named is not None
                deletes.append(resource.send(resource.delete_event(world.search, named.physical_resource_id)))
                world.invoke(dict(world.cloudformation.event(deletes[0])))

        deletes = list[int]()
        world.remote_calls.before.append(cut_in)
        world.settle()
        deleted = world.cloudformation.response(deletes[0])
        assert deleted is not None
        assert deleted.succeeded, deleted.reason
        assert world.held() == []


class TestGivingUp:
    """The state machine's Catch: no step of the operation came to an end."""

    def test_cloudformation_is_told_why_and_the_rollback_ends_what_was_claimed(self, world: World) -> None:
        world.control.configure({"settle_seconds": 5.0})
        resource = world.resource()
        resource.send(resource.create_event(world.search))
        until_sent(world, "ClaimPhoneNumber")
        world.function.next_fault = step_fails
        key = 0
        world.timeline.run_until(lambda: world.cloudformation.response(key) is not None)
        told = world.cloudformation.response(key)
        assert told is not None
        assert told.reason.startswith("The provider's function could not do its work: RuntimeError: ")
        assert "Give the operation up" in world.state_machine.executions[0].states
        world.function.next_fault = lambda event: None
        assert resource.delete(world.search, told.physical_resource_id).succeeded
        assert world.held() == []

    def test_the_functions_own_words_are_told(self, world: World) -> None:
        world.remote_calls.before.append(self.break_search)
        created = world.resource().deploy(world.search)
        assert created.reason == (
            "The provider's function could not do its work: ZeroDivisionError: ZeroDivisionError: a bug of ours"
        )
        world.function.errors.clear()

    def break_search(self, call: Any) -> None:
        if call.operation == "SearchAvailablePhoneNumbers":
            raise ZeroDivisionError("a bug of ours")

    def test_a_function_that_can_not_even_give_up_leaves_it_to_cloudformations_time_out(self, world: World) -> None:
        world.function.next_fault = lambda event: InvocationFault.FUNCTION_ERROR if "Resource" in event else None
        resource = world.resource()
        created = resource.create(world.search)
        assert "did not receive a response" in created.reason
        world.settle()
        assert world.state_machine.executions[0].states[-1] == "No answer could be given"
        world.function.next_fault = lambda event: None
        assert resource.delete(world.search, created.physical_resource_id).succeeded

    def test_what_is_already_decided_is_answered(self, world: World) -> None:
        world.disturb(Fault(FaultKind.KILLED_BEFORE, operation=ANSWER))
        resource = world.resource()
        key = resource.send(resource.create_event(world.search))
        world.timeline.run_until(lambda: answers(world) == 1)
        world.function.next_fault = step_fails
        world.settle()
        told = world.cloudformation.response(key)
        assert told is not None
        assert told.succeeded
        assert "Give the operation up" in world.state_machine.executions[0].states


class TestTime:
    """An operation ends in time, with the last reason; nothing is waited for in the function."""

    @pytest.mark.parametrize("kind", ["Create", "Delete"])
    def test_an_operation_fails_after_forty_five_minutes_and_says_what_it_waited_for(
        self, world: World, kind: str
    ) -> None:
        resource, number = world.resource(), ""
        if kind == "Delete":
            number = resource.create(world.search).physical_resource_id
            world.control.configure({"release_seconds": 10_000_000.0})
        else:
            world.control.configure({"settle_seconds": 10_000_000.0})
        began = world.now()
        ended = resource.create(world.search) if kind == "Create" else resource.delete(world.search, number)
        assert OPERATION_SECONDS <= world.now() - began < OPERATION_SECONDS + MINUTE
        assert ended.reason.startswith("Not done within 45 minutes. It waited for this: +12065550100 is ")

    def test_an_operation_that_fails_as_its_ledger_can_not_be_written_says_so(self, world: World) -> None:
        assert world.resource("Before").create(world.search).succeeded
        world.settle()
        # Recorded, and then not written for longer than an operation may take.
        world.disturb(Fault(FaultKind.UNAVAILABLE_LONG, at=1, operation="UpdateItem", seconds=46 * MINUTE))
        ended = world.resource().create(world.search)
        assert "It waited for this: UpdateItem (" in ended.reason
        assert "InternalServerError" in ended.reason

    def test_an_operation_says_so_where_its_execution_did_not_pass_on_what_it_waited_for(self, world: World) -> None:
        """A step of an execution that began before an upgrade gets no answer of the step before."""
        began = world.now()

        def throttled(event: Mapping[str, Any]) -> InvocationFault | None:
            return InvocationFault.THROTTLED if "Resource" in event and world.now() < began + 46 * MINUTE else None

        world.function.next_fault = throttled
        ended = world.resource().create(world.search)
        assert "It waited for this: not known: the history of its execution says more" in ended.reason

    def test_a_function_that_is_throttled_for_long_is_invoked_again(self, world: World) -> None:
        began = world.now()

        def throttled(event: Mapping[str, Any]) -> InvocationFault | None:
            return InvocationFault.THROTTLED if world.now() < began + 30 * MINUTE else None

        world.function.next_fault = throttled
        created = world.resource().create(world.search)
        assert created.succeeded, created.reason
        assert world.now() - began < 36 * MINUTE

    def test_one_throttled_look_is_no_failure(self, world: World) -> None:
        """A new account may have ten concurrent executions."""
        faults = iter([None, None, *[InvocationFault.THROTTLED] * 3])
        world.function.next_fault = lambda event: next(faults, None)
        created = world.resource().create(world.search)
        assert created.succeeded, created.reason
        [execution] = world.state_machine.executions
        assert execution.invocations < 10, "one invocation for a look"

    def test_no_invocation_waits_longer_than_a_slot_and_a_claim_take(self, world: World) -> None:
        world.control.configure({"settle_seconds": 120.0, "throttle": True})
        took = durations(world)
        for index in range(5):
            assert world.resource(f"Number{index}").create(world.search).succeeded
        assert max(took.values()) <= 4.0


def test_the_history_shows_the_numbers_life(world: World) -> None:
    world.control.configure({"settle_seconds": 5.0})
    resource, properties = world.resource(), {**world.search, "PhoneNumberDescription": "Support"}
    created = resource.create(properties)
    described = {**properties, "PhoneNumberDescription": "Sales"}
    resource.update(properties, described, created.physical_resource_id)
    resource.delete(described, created.physical_resource_id)
    world.settle()
    waits = [
        [state for state in dict.fromkeys(execution.states) if "the" not in state.split()[0:1] and state[0] != "W"]
        for execution in world.state_machine.executions
    ]
    assert waits == [
        ["Take the next step", "Claiming the number", "Answered"],
        ["Take the next step", "Configuring the number", "Answered"],
        ["Take the next step", "Letting the number go", "Answered"],
    ]
    assert "+12065550100 is IN_PROGRESS" in reasons(world)


def test_two_executions_of_one_resource_never_work_at_once(world: World) -> None:
    """A step that was cut off keeps the lock as long as its invocation may last."""
    world.disturb(Fault(FaultKind.KILLED_AFTER, operation="ClaimPhoneNumber"))
    resource = world.resource()
    began = world.now()
    cancelled = resource.cancel(resource.create_event(world.search), after=1)
    assert resource.delete(world.search, cancelled.physical_resource_id).succeeded
    assert world.now() - began >= FUNCTION_TIMEOUT
    assert "another invocation works on this resource" in reasons(world)
    assert world.held() == []


def test_an_execution_ends_once_cloudformation_has_gone_on(world: World) -> None:
    world.control.configure({"settle_seconds": 600.0})
    resource = world.resource()
    cancelled = resource.cancel(resource.create_event(world.search), after=5)
    resource.send(resource.delete_event(world.search, cancelled.physical_resource_id))
    world.advance(10)
    [create, _] = world.state_machine.executions
    assert create.status == "SUCCEEDED"
    assert any("CloudFormation has gone on to a later operation on Support" in why for why in reasons(world))


@pytest.mark.parametrize(
    "operation",
    ["ClaimPhoneNumber", "SearchAvailablePhoneNumbers", "AssociatePhoneNumberContactFlow", "ListPhoneNumbersV2"],
)
def test_a_policy_that_is_not_in_force_yet_is_waited_for(world: World, operation: str) -> None:
    world.control.inject_fault(operation, "access_denied", count=6)
    created = world.resource().create({**world.search, "ContactFlowArns": [world.flow_arns[0]]})
    assert created.succeeded, created.reason
    assert len(world.held()) == 1


def test_one_that_never_is_is_named(world: World) -> None:
    world.control.inject_fault("ClaimPhoneNumber", "access_denied", count=1000)
    refused = world.resource().deploy(world.search)
    assert refused.reason.startswith("ClaimPhoneNumber (+12065550100, for ")
    assert "AccessDeniedException" in refused.reason
    assert (world.held(), world.live_claims(), world.operations()) == ([], [], [])


@pytest.mark.parametrize("operation", ["SearchAvailablePhoneNumbers", "ClaimPhoneNumber", "DescribePhoneNumber", "*"])
@pytest.mark.parametrize("kind", ["throttle", "internal_error"])
def test_neither_throttling_nor_an_internal_error_is_a_failure(world: World, operation: str, kind: str) -> None:
    world.control.inject_fault(operation, kind, count=50)
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert world.operations() == ["CLAIM"]
