"""The ledger is made by whoever needs it first; an event waits for it, and is told where it can't be had."""

from dataclasses import replace

import pytest

from tests.lifecycle.scenes import without_flow
from tests.recovery.reconcile import reconcile
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.remote_call import RemoteCall
from tests.simulation.stack import Declared
from tests.simulation.world import World


@pytest.fixture(autouse=True)
def _no_ledger(world: World) -> None:
    world.lose_table()


def is_complete(world: World) -> bool:
    return world.table.is_active and world.table.has_backups and world.table.has_time_to_live


def made(world: World) -> list[RemoteCall]:
    return [call for call in world.remote_calls.made if call.operation == "CreateTable"]


def test_the_first_create_makes_it_complete_before_it_is_used(world: World) -> None:
    used = list[bool]()
    world.remote_calls.before.append(
        lambda call: used.append(is_complete(world)) if call.operation == "UpdateItem" else None
    )
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert len(made(world)) == 1
    assert all(used)
    [table] = [call.parameters for call in made(world)]
    assert table["DeletionProtectionEnabled"]


@pytest.mark.parametrize("seconds", [0.0, 15.0, 45.0])
def test_one_that_takes_its_time_is_waited_for(world: World, seconds: float) -> None:
    """Longer than an invocation waits, Lambda delivers the event again."""
    world.table.creation_seconds = seconds
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert len(made(world)) == 1
    assert is_complete(world)


def test_two_first_deployments_at_once_share_one(world: World) -> None:
    stacks = world.stack(), world.stack()
    deploying = (stack.deploy({"Number": Declared(world.search)}) for stack in stacks)
    world.timeline.switch = lambda: True
    assert world.run_together(*deploying) == [True, True]
    assert len(world.held()) == 2
    assert is_complete(world)


def test_it_outlives_a_first_create_that_fails(world: World) -> None:
    failing = {**world.search, "ContactFlowArns": without_flow(world)}
    stack = world.stack()
    assert not world.run(stack.deploy({"Number": Declared(failing)}))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert is_complete(world)
    assert world.operations() == ["CLAIM", "RELEASE"], "what was spent is not forgotten"


@pytest.mark.parametrize("kind", [FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER, FaultKind.ANSWER_LOST])
@pytest.mark.parametrize("at", range(8))
def test_a_making_that_is_cut_off_is_completed(world: World, kind: FaultKind, at: int) -> None:
    world.disturb(Fault(kind, at=at))
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert is_complete(world)


@pytest.mark.parametrize("operation", ["CreateTable", "UpdateContinuousBackups", "UpdateTimeToLive"])
def test_a_role_that_may_not_make_it_is_told_so_and_its_stack_can_be_deleted(world: World, operation: str) -> None:
    world.disturb(Fault(FaultKind.DENIED, operation=operation))
    stack = world.stack()
    assert not world.run(stack.deploy({"Number": Declared(world.search)}))
    assert stack.status == "ROLLBACK_COMPLETE", "the Delete of what never was succeeds without a ledger"
    reason = stack.responses[0].reason
    assert "The ledger, the DynamoDB table ConnectPhoneNumberLedger, is not there or not complete, and could" in reason
    assert f"{operation} (ConnectPhoneNumberLedger) was refused: AccessDeniedException" in reason
    assert "Allow the function's role to make it, or give the provider a ledger_table." in reason
    assert world.held() == []


def test_one_that_the_provider_was_given_and_that_is_not_there_is_not_made(world: World) -> None:
    world.provider.settings = replace(world.provider.settings, makes_ledger=False, ledger_table_name="Mine")
    refused = world.resource().deploy(world.search)
    assert "The ledger, the DynamoDB table Mine that the provider was given, is not there. Create it" in refused.reason
    assert made(world) == []


@pytest.mark.parametrize(
    ("resource_type", "resource"),
    [
        ("Custom::ConnectPhoneNumber", "phone-number/n"),
        ("Custom::ConnectReplicatedInstance", "instance/i"),
        ("Custom::ConnectTrafficDistribution", "traffic-distribution-group/g#{}"),
        ("Custom::ConnectTrafficDistributionGroupUser", "traffic-distribution-group/g/arn:aws:connect:…"),
    ],
)
def test_what_was_created_is_not_forgotten_where_the_ledger_can_not_be_had(
    world: World, resource_type: str, resource: str
) -> None:
    """Only what names nothing needs no ledger."""
    named = f"arn:aws:connect:us-east-1:123456789012:{resource}"
    world.disturb(Fault(FaultKind.DENIED, operation="CreateTable"))
    deleted = world.resource("Support", resource_type).delete(world.search, named)
    assert "could not be made" in deleted.reason


def test_a_quota_increase_ends_without_it(world: World) -> None:
    """Its id begins with an ARN, too, but its Delete does nothing."""
    world.disturb(Fault(FaultKind.DENIED, operation="CreateTable"))
    resource = world.resource("More", "Custom::ConnectPhoneNumberQuotaIncrease")
    properties = {"InstanceArn": world.instance_arn, "DesiredValue": "20"}
    deleted = resource.delete(properties, f"{world.instance_arn}/L-8F812903")
    assert deleted.succeeded, deleted.reason


def test_an_operator_may_make_it_beforehand(world: World) -> None:
    assert world.invoke({"MakeLedger": {}}) == {"Status": "CREATING"}
    world.advance(10)
    assert world.invoke({"MakeLedger": {}}) == {"Status": "ACTIVE"}


def test_a_restored_one_gets_its_backups_and_its_time_to_live_back(world: World) -> None:
    """Neither comes with a backup, and the item that says that it is complete does."""
    assert world.resource().create(world.search).succeeded
    world.table.has_backups = world.table.has_time_to_live = False
    reconcile(world, DryRun=True)
    assert not world.table.has_backups, "a dry run changes nothing"
    reconcile(world)
    assert world.table.has_backups and world.table.has_time_to_live
