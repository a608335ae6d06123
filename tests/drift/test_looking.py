"""The scheduled look: in steps, at the account's pace, beside whatever else happens."""

import json
from typing import Any

import pytest

from connect_phone_numbers.errors import PhoneNumberError
from tests.connect_numbers.deployed_stacks import DeployedStacks, template
from tests.lifecycle.scenes import REPLICA, group_of, park_one, refuse, until_sent
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lambda_function import Failure
from tests.simulation.world import World


@pytest.fixture
def stacks(world: World) -> DeployedStacks:
    """Stacks that the function may ask about."""
    world.provider.stacks = DeployedStacks(world)
    return world.provider.stacks


def look(world: World, *, at: str = "2026-11-21T22:00:00Z") -> Any:
    """A scheduled look from its event to its end: the execution."""
    answer = world.invoke({"Drift": {"Time": at}})
    assert not isinstance(answer, Failure), answer
    world.settle()
    [execution] = [each for each in world.state_machine.executions if each.name == answer["Execution"]]
    return execution


def deployed(stacks: DeployedStacks, **numbers: Any) -> dict[str, str]:
    """A stack with these: the numbers' ARNs by logical id."""
    assert stacks.deploy("sales", template(**numbers))
    return {name: stacks.number_of("sales", name) for name in numbers}


def metrics(world: World) -> list[tuple[str, int]]:
    return [(arn, values["NumbersDrifted"]) for arn, values, _ in world.metrics if "NumbersDrifted" in values]


def test_nothing_has_drifted(world: World, stacks: DeployedStacks) -> None:
    deployed(stacks, Support={**world.search, "ContactFlowArns": [world.flow_arns[0]]})
    park_one(world, TakeParked="false")
    world.advance(60)
    execution = look(world)
    assert execution.status == "SUCCEEDED"
    assert metrics(world) == [(world.instance_arn, 0)]
    assert world.provider.events == []


def test_an_event_for_each_number_and_a_count_for_each_instance(world: World, stacks: DeployedStacks) -> None:
    arns = deployed(
        stacks,
        Support={**world.exact("+12065550100"), "ContactFlowArns": [world.flow_arns[0]]},
        Sales=world.exact("+12065550102"),
        Fine=world.exact("+12065550103"),
    )
    world.advance(60)
    instance_id = world.instance_arn.rpartition("/")[2]
    world.connect.disassociate_phone_number_contact_flow(PhoneNumberId=arns["Support"], InstanceId=instance_id)
    world.connect.release_phone_number(PhoneNumberId=arns["Sales"])
    world.advance(30)
    look(world)
    assert metrics(world) == [(world.instance_arn, 2)]
    events = {event["Resources"][0]: event for event in world.provider.events}
    assert events.keys() == {arns["Support"], arns["Sales"]}
    assert {(each["Source"], each["DetailType"]) for each in events.values()} == {
        ("cdk-connect-phone-numbers", "Phone Number Drift")
    }
    detail = json.loads(events[arns["Support"]]["Detail"])
    assert (detail["PhoneNumber"], detail["LogicalResourceId"]) == ("+12065550100", "Support")
    assert detail["Differences"] == [
        {
            "Kind": "CONTACT_FLOW",
            "Subject": f"us-east-1/{instance_id}",
            "Expected": world.flow_arns[0],
            "Actual": "",
        }
    ]
    assert [each["Kind"] for each in json.loads(events[arns["Sales"]]["Detail"])["Differences"]] == ["GONE"]


def test_each_step_ends_in_its_time_and_the_next_goes_on(world: World, stacks: DeployedStacks) -> None:
    world.control.set_quota(world.instance_arn, 200)
    numbers = {f"N{index}": {**world.search, "TakeParked": "false"} for index in range(60)}
    deployed(stacks, **numbers)
    world.advance(60)
    world.remote_calls.forget()
    world.function.timeout = 25
    look(world)
    described = [call for call in world.remote_calls.made if call.operation == "DescribePhoneNumber"]
    assert len(described) == 60, "none twice"
    assert len(world.remote_calls.by_invocation) > 3
    assert metrics(world)[-1] == (world.instance_arn, 0)
    refused = [call for call in world.control.journal() if call["error_code"] == "TooManyRequestsException"]
    assert refused == []


def test_what_an_operation_changes_meanwhile_is_no_drift(world: World, stacks: DeployedStacks) -> None:
    deployed(stacks, Support=world.exact("+12065550100"), Sales=world.exact("+12065550102"))
    world.advance(60)
    changed = {**world.exact("+12065550100"), "PhoneNumberDescription": "Front desk"}
    already = len(world.sent("DescribePhoneNumber"))
    world.invoke({"Drift": {"Time": "2026-11-21T22:00:00Z"}})
    until_sent(world, "DescribePhoneNumber", already + 2)
    assert metrics(world) == []
    assert stacks.deploy("sales", template(Support=changed, Sales=world.exact("+12065550102")))
    world.settle()
    assert metrics(world) == [(world.instance_arn, 0)]


def test_a_scheduled_event_that_comes_twice_is_one_look(world: World, stacks: DeployedStacks) -> None:
    deployed(stacks, Support=world.search)
    look(world)
    look(world)
    assert len(metrics(world)) == 1
    look(world, at="2026-11-22T22:00:00Z")
    assert len(metrics(world)) == 2


def test_a_retained_number_is_no_drift(world: World, stacks: DeployedStacks) -> None:
    arns = deployed(stacks, Support=world.search)
    stacks.by_name["sales"].stack.status = "DELETE_COMPLETE"
    world.connect.release_phone_number(PhoneNumberId=arns["Support"])
    world.advance(60)
    look(world)
    assert metrics(world) == [(world.instance_arn, 0)]


def test_the_default_group_of_a_replicated_instance_stands_for_it(world: World, stacks: DeployedStacks) -> None:
    world.control.configure({"replication_moves_numbers": True})
    arns = deployed(stacks, Support=world.search)
    world.add_group("us-west-2")
    world.advance(60)
    assert ":traffic-distribution-group/" in world.describe(arns["Support"])["TargetArn"]
    look(world)
    assert metrics(world) == [(world.instance_arn, 0)]


@pytest.mark.parametrize("kind", [FaultKind.ANSWER_LOST, FaultKind.KILLED_AFTER, FaultKind.THROTTLED])
def test_trouble_on_the_way(world: World, stacks: DeployedStacks, kind: FaultKind) -> None:
    arns = deployed(stacks, Support=world.search)
    world.connect.release_phone_number(PhoneNumberId=arns["Support"])
    world.advance(60)
    for operation in ("DescribePhoneNumber", "PutEvents"):
        world.disturb(Fault(kind, 0, operation))
    assert look(world).status == "SUCCEEDED"
    assert metrics(world)[-1] == (world.instance_arn, 1)


def test_a_look_that_is_denied_fails_and_reports_nothing(world: World, stacks: DeployedStacks) -> None:
    deployed(stacks, Support=world.search)
    world.advance(60)
    refuse(world, "DescribePhoneNumber", "AccessDeniedException")
    assert look(world).status == "FAILED"
    assert metrics(world) == []


class TestANumberThatCannotBeLookedAt:
    """It keeps no other from being reported."""

    @pytest.fixture
    def arns(self, world: World, stacks: DeployedStacks) -> dict[str, str]:
        """One number with a flow in each of two Regions, and one that is gone."""
        flows = [world.flow_arns[0], world.flow_arns[0].replace("us-east-1", REPLICA)]
        in_group = {**world.exact("+12065550100"), "TargetArn": group_of(world), "ContactFlowArns": flows}
        arns = deployed(stacks, Resilient=in_group, Sales=world.exact("+12065550102"))
        world.connect.release_phone_number(PhoneNumberId=arns["Sales"])
        world.advance(60)
        return arns

    def test_where_the_replica_is_gone_there_is_no_flow(self, world: World, arns: dict[str, str]) -> None:
        refuse(world, "BatchGetFlowAssociation", "ResourceNotFoundException", after=1)
        assert look(world).status == "SUCCEEDED"
        assert metrics(world) == [(world.instance_arn, 2)]
        found = {event["Resources"][0]: json.loads(event["Detail"])["Differences"] for event in world.provider.events}
        [flow] = found[arns["Resilient"]]
        assert (flow["Kind"], flow["Subject"].partition("/")[0], flow["Actual"]) == ("CONTACT_FLOW", REPLICA, "")

    @pytest.mark.parametrize("code", ["AccessDeniedException", "InvalidParameterException"])
    def test_any_other_refusal_fails_the_execution_once_the_others_are_reported(
        self, world: World, arns: dict[str, str], code: str
    ) -> None:
        refuse(world, "BatchGetFlowAssociation", code)
        execution = look(world)
        assert execution.status == "FAILED"
        assert [event["Resources"] for event in world.provider.events] == [[arns["Sales"]]], "once, however often tried"
        assert metrics(world) == [(world.instance_arn, 1)]

    def test_what_is_not_compared_is_not_said_to_be_as_it_was(self, world: World, stacks: DeployedStacks) -> None:
        deployed(stacks, Support={**world.search, "ContactFlowArns": [world.flow_arns[0]]}, Sales=world.search)
        world.advance(60)
        refuse(world, "BatchGetFlowAssociation", "AccessDeniedException")
        assert look(world).status == "FAILED"
        assert metrics(world) == []


def test_without_a_ledger_there_is_nothing_to_look_at(world: World) -> None:
    world.lose_table()
    assert look(world).status == "SUCCEEDED"
    assert metrics(world) == []


@pytest.mark.parametrize("request_", [{}, {"Time": "yesterday"}, {"Time": 7}])
def test_a_malformed_request(world: World, request_: dict[str, Any]) -> None:
    answer = world.invoke({"Drift": request_})
    assert isinstance(answer, Failure)
    assert "the moment of its event" in answer.cause
    assert PhoneNumberError.__name__ in answer.error
