"""A quota increase is asked for once, and no deployment waits for the decision."""

from typing import Any

import pytest

from tests.lifecycle.scenes import refuse
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.logical_resource import QUOTA_INCREASE
from tests.simulation.world import World

ASK = "RequestServiceQuotaIncrease"
CALLS = [ASK, "ListRequestedServiceQuotaChangeHistoryByQuota", "GetServiceQuota"]


def increase(world: World) -> Lifecycle:
    return world.resource("Increase", QUOTA_INCREASE)


def to(world: World, value: object) -> dict[str, Any]:
    return {"InstanceArn": world.instance_arn, "DesiredValue": value}


def decide(world: World, status: str) -> None:
    world.control.decide_quota_request(world.control.quota_requests()[-1]["id"], status)


def test_it_is_asked_for_and_not_waited_for(world: World) -> None:
    created = increase(world).create(to(world, "20"))
    [request] = world.control.quota_requests()
    assert created.data == {"Status": "PENDING", "RequestId": request["id"]}
    assert created.physical_resource_id == f"{world.instance_arn}/L-8F812903"
    assert (request["context_id"], request["desired_value"]) == (world.instance_arn, 20)
    assert world.sent(ASK) == [
        {
            "ServiceCode": "connect",
            "QuotaCode": "L-8F812903",
            "DesiredValue": 20,
            "ContextId": world.instance_arn,
        }
    ]


def test_while_a_request_is_open_there_is_no_other(world: World) -> None:
    resource = increase(world)
    first = resource.create(to(world, "20"))
    updated = resource.update(to(world, "20"), to(world, "15"), first.physical_resource_id)
    assert updated.data == first.data
    assert world.resource("Another", QUOTA_INCREASE).create(to(world, "20")).data == first.data
    assert len(world.sent(ASK)) == 1


def test_an_open_request_for_less_is_told_by_a_status_of_its_own(world: World) -> None:
    resource = increase(world)
    first = resource.create(to(world, "20"))
    updated = resource.update(to(world, "20"), to(world, "50"), first.physical_resource_id)
    assert updated.data == {**first.data, "Status": "PENDING_LOWER"}
    decide(world, "APPROVED")
    asked = resource.update(to(world, "50"), to(world, "51"), first.physical_resource_id)
    assert (asked.data["Status"], world.sent(ASK)[-1]["DesiredValue"]) == ("PENDING", 51)


def test_one_for_less_that_was_decided_meanwhile_is_not_its_own(world: World) -> None:
    world.control.configure({"quota_increases_approved": True})
    resource = increase(world)
    event = resource.create_event(to(world, "50"))
    assert world.resource("Another", QUOTA_INCREASE).create(to(world, "20")).data["Status"] == "APPROVED"
    assert resource.run(event).data["Status"] == "APPROVED"
    assert world.control.quota(world.instance_arn)["quota"] == 50


@pytest.mark.parametrize("approved", [True, False], ids=["by this request", "before"])
def test_a_number_that_is_claimed_next_has_the_new_quota(world: World, *, approved: bool) -> None:
    world.control.set_quota(world.instance_arn, 1)
    assert world.resource("First").create(world.search).succeeded
    world.control.configure({"quota_increases_approved": approved})
    if not approved:
        world.control.set_quota(world.instance_arn, 5)
    assert increase(world).create(to(world, "5")).data["Status"] == ("APPROVED" if approved else "APPLIED")
    second = world.resource("Second").create({**world.search, "TakeParked": "false"})
    assert second.succeeded, second.reason


@pytest.mark.parametrize("value", ["5", "4", "1"])
def test_what_is_applied_already_is_not_asked_for_and_never_lowered(world: World, value: str) -> None:
    assert increase(world).create(to(world, value)).data == {"Status": "APPLIED", "RequestId": "NONE"}
    world.control.set_quota(world.instance_arn, 50)
    assert increase(world).create(to(world, "20")).data["Status"] == "APPLIED"
    assert world.sent(ASK) == []
    assert world.control.quota(world.instance_arn)["quota"] == 50


def test_an_account_whose_quota_is_lower_than_the_default_may_ask_for_the_default(world: World) -> None:
    world.control.configure({"account_quota": 2})
    assert increase(world).create(to(world, "5")).data["Status"] == "PENDING"


def test_one_that_is_approved_at_once_is_applied(world: World) -> None:
    world.control.configure({"quota_increases_approved": True})
    resource = increase(world)
    created = resource.create(to(world, "20"))
    assert created.data["Status"] == "APPROVED"
    assert world.control.quota(world.instance_arn)["quota"] == 20
    assert resource.update(to(world, "20"), to(world, "10"), created.physical_resource_id).data["Status"] == "APPLIED"


def test_after_a_refusal_another_deployment_asks_again(world: World) -> None:
    resource = increase(world)
    created = resource.create(to(world, "20"))
    decide(world, "DENIED")
    world.advance(3600)
    again = resource.update(to(world, "20"), to(world, "15"), created.physical_resource_id)
    assert (again.data["Status"], len(world.sent(ASK))) == ("PENDING", 2)


def test_a_delete_changes_nothing(world: World) -> None:
    resource = increase(world)
    created = resource.create(to(world, "20"))
    decide(world, "APPROVED")
    world.control.clear_journal()
    assert resource.delete(to(world, "20"), created.physical_resource_id).succeeded
    assert world.calls() == []
    assert world.control.quota(world.instance_arn)["quota"] == 20


@pytest.mark.parametrize("operation", CALLS)
@pytest.mark.parametrize(
    "kind",
    [FaultKind.THROTTLED, FaultKind.NOT_SENT, FaultKind.ANSWER_LOST, FaultKind.KILLED_AFTER, FaultKind.DENIED_BRIEFLY],
)
@pytest.mark.parametrize("approved", [True, False])
def test_trouble_on_the_way_asks_no_second_time(
    world: World, operation: str, kind: FaultKind, *, approved: bool
) -> None:
    world.control.configure({"quota_increases_approved": approved})
    world.disturb(Fault(kind, operation=operation))
    created = increase(world).create(to(world, "20"))
    assert created.succeeded, created.reason
    assert [request["desired_value"] for request in world.control.quota_requests()] == [20]


def test_one_that_the_history_does_not_show_yet_is_pending(world: World) -> None:
    refuse(world, ASK, "ResourceAlreadyExistsException")
    assert increase(world).create(to(world, "20")).data == {"Status": "PENDING", "RequestId": "UNKNOWN"}


@pytest.mark.parametrize("code", ["QuotaExceededException", "AccessDeniedException", "IllegalArgumentException"])
def test_what_the_service_refuses_is_said(world: World, code: str) -> None:
    refuse(world, ASK, code)
    created = increase(world).create(to(world, "20"))
    assert created.status == "FAILED"
    assert f"RequestServiceQuotaIncrease (20 for {world.instance_arn}) was refused: {code}" in created.reason
    assert increase(world).delete(to(world, "20"), created.physical_resource_id).succeeded


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"DesiredValue": "0"}, "DesiredValue '0' is not a whole number above 0"),
        ({"DesiredValue": "many"}, "DesiredValue 'many'"),
        ({"DesiredValue": "1.5"}, "DesiredValue '1.5'"),
        ({"DesiredValue": ["20"]}, "DesiredValue"),
        ({"InstanceArn": "mine"}, "InstanceArn 'mine' is not an Amazon Connect ARN"),
        ({"Desired": "20"}, "unknown property 'Desired': did you mean DesiredValue?"),
    ],
)
def test_bad_properties(world: World, properties: dict[str, Any], said: str) -> None:
    created = increase(world).create({**to(world, "20"), **properties})
    assert created.status == "FAILED"
    assert created.reason.startswith("Invalid quota increase Increase: ")
    assert said in created.reason
    assert world.sent(ASK) == []
