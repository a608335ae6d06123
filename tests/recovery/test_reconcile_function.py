"""The function that an operator invokes: what it is, what it may do, what it refuses."""

import json
from typing import Any

import boto3
import pytest
from aws_cdk.assertions import Template

from connect_phone_numbers import reconciliation
from connect_phone_numbers.errors import PhoneNumberError
from connect_phone_numbers.service_call import CLIENT_CONFIG, LEDGER_CLIENT_CONFIG
from constructs_lib import PhoneNumberProvider
from constructs_lib.reconcile_perms import GROUP_ACTIONS, LEDGER_ACTIONS, NUMBER_ACTIONS, TRAIL_ACTIONS
from tests.constructs.support import ACCOUNT, as_list, new_stack, resources
from tests.handler.world import World
from tests.recovery.reconcile import Context, reconcile

ARN = f"arn:aws:connect:us-east-1:{ACCOUNT}"


@pytest.fixture(scope="module")
def template() -> Template:
    stack = new_stack()
    provider = PhoneNumberProvider(stack, "PhoneNumbers")
    assert provider.reconcile_function.node.path.startswith("ContactCenter/PhoneNumbers/Reconcile")
    return Template.from_stack(stack)


def test_every_provider_has_it(template: Template) -> None:
    [function] = [
        function["Properties"]
        for function in resources(template, "AWS::Lambda::Function").values()
        if function["Properties"]["Handler"] == "connect_phone_numbers.reconciliation.handler"
    ]
    [ledger] = resources(template, "AWS::DynamoDB::Table")
    assert function["Timeout"] == 900
    assert function["Environment"] == {"Variables": {"LEDGER_TABLE_NAME": {"Ref": ledger}}}
    assert "ReservedConcurrentExecutions" not in function


def test_it_may_read_numbers_and_write_the_ledger_and_nothing_else(template: Template) -> None:
    [policy] = [
        policy["Properties"]["PolicyDocument"]["Statement"]
        for logical_id, policy in resources(template, "AWS::IAM::Policy").items()
        if "ReconcileRoleDefaultPolicy" in logical_id
    ]
    [ledger] = resources(template, "AWS::DynamoDB::Table")
    allowed = {tuple(as_list(statement["Action"])): statement["Resource"] for statement in policy}
    logs = [actions for actions in allowed if actions[0].startswith("logs:")]
    assert allowed.pop(logs[0])
    assert allowed == {
        NUMBER_ACTIONS: f"{ARN}:phone-number/*",
        GROUP_ACTIONS: f"{ARN}:traffic-distribution-group/*",
        TRAIL_ACTIONS: "*",
        LEDGER_ACTIONS: {"Fn::GetAtt": [ledger, "Arn"]},
    }


@pytest.mark.parametrize("event", [{"Dryrun": True}, {"DryRun": "true"}, {"Cursor": "1"}, {"Cursor": True}])
def test_an_event_that_it_does_not_know_is_refused(world: World, event: dict[str, Any]) -> None:
    before = world.calls()
    with pytest.raises(PhoneNumberError, match="is not one of the reconciliation's"):
        reconcile(**event)
    assert world.calls() == before


def test_of_a_refused_event_only_the_names_are_shown(world: World) -> None:
    """CloudFormation's, sent here by mistake, has a URL that anybody may answer it with."""
    with pytest.raises(PhoneNumberError, match="LogicalResourceId") as refused:
        reconcile(**world.resource().event("Create", world.search))
    assert "https://" not in str(refused.value)


@pytest.mark.parametrize("member", ["DryRun", "Cursor"])
def test_a_value_that_is_refused_is_shown_in_short(world: World, member: str) -> None:
    with pytest.raises(PhoneNumberError, match=f"the {member} 'xxx") as refused:
        reconcile(**{member: "x" * 5000})
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("event", [None, [], ["DryRun"], "DryRun", 1])
def test_what_is_no_object_is_refused_by_its_type(world: World, event: object) -> None:
    with pytest.raises(PhoneNumberError, match=f"of type {type(event).__name__} is not one of the reconciliation's"):
        reconciliation.handler(event, Context("reconciliation", 900))


def test_its_clients_give_up_in_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    make, configs = boto3.client, {}

    def client(service: str, **arguments: Any) -> Any:
        configs[service] = arguments["config"]
        return make(service, **arguments)

    monkeypatch.setattr(boto3, "client", client)
    reconcile()
    assert configs == {"dynamodb": LEDGER_CLIENT_CONFIG, "connect": CLIENT_CONFIG, "cloudtrail": CLIENT_CONFIG}


def test_a_refused_lookup_says_what_to_allow(world: World) -> None:
    world.control.inject_fault("LookupEvents", "access_denied")
    with pytest.raises(PhoneNumberError, match=r"LookupEvents .* was refused: AccessDeniedException"):
        reconcile()


def test_throttling_takes_longer_and_nothing_else(world: World) -> None:
    world.resource().create(world.search)
    world.control.inject_fault("LookupEvents", "throttle", count=2)
    world.control.inject_fault("ListPhoneNumbersV2", "internal_error")
    world.control.inject_fault("DescribePhoneNumber", "drop_after_effect")
    report = reconcile()
    assert report["Complete"]
    assert len(report["Owned"]) == 1


def test_the_report_is_short(world: World) -> None:
    """Lambda's answer has 6 MB; an account has a few hundred numbers."""
    world.resource().create(world.search)
    world.lose_ledger()
    assert len(json.dumps(reconcile())) < 3000
