"""What the function may do."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import botocore
import botocore.session
import pytest
from aws_cdk import Duration
from aws_cdk import aws_connect as connect
from aws_cdk import aws_events as events
from aws_cdk.assertions import Template

from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberProvider,
    PhoneNumberQuotaIncrease,
    ReplicatedInstance,
    TrafficDistribution,
    TrafficDistributionGroupUser,
)
from constructs_lib.private import iam_actions

from .support import (
    ACCOUNT,
    CONTACT_FLOW_ARN,
    GROUP_ARN,
    INSTANCE_ARN,
    OTHER_INSTANCE_ARN,
    SOURCE_PHONE_NUMBER_ARN,
    account_permissions,
    as_list,
    new_group,
    new_stack,
    permissions,
    policy,
    resources,
    resources_of,
)

PHONE_NUMBERS = f"arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/*"
LEDGER = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/ConnectPhoneNumberLedger"
USER_ARN = f"{INSTANCE_ARN}/agent/ffffffff-1111-4111-8111-ffffffffffff"
ANY_INSTANCE = f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/*"


@pytest.fixture(scope="module")
def instance_only() -> Template:
    stack = new_stack()
    for i in range(2):
        ClaimedPhoneNumber(
            stack, f"Number{i}", target=INSTANCE_ARN, phone_number=f"+1206555010{i}", contact_flow=CONTACT_FLOW_ARN
        )
    return Template.from_stack(stack)


@pytest.fixture(scope="module")
def everything() -> Template:
    stack = new_stack()
    for i, target in enumerate((INSTANCE_ARN, GROUP_ARN)):
        ClaimedPhoneNumber(
            stack, f"Number{i}", target=target, phone_number=f"+1206555010{i}", contact_flow=CONTACT_FLOW_ARN
        )
    ClaimedPhoneNumber(stack, "Imported", target=INSTANCE_ARN, source_phone_number_arn=SOURCE_PHONE_NUMBER_ARN)
    ReplicatedInstance(stack, "Replica", instance=INSTANCE_ARN, replica_region="us-west-2")
    PhoneNumberQuotaIncrease(stack, "More", instance=INSTANCE_ARN, desired_value=20)
    PhoneNumberProvider(stack, "Looking", drift_schedule=events.Schedule.rate(Duration.days(1)))
    halves = {"us-east-1": 50, "us-west-2": 50}
    TrafficDistribution(stack, "Distribution", traffic_distribution_group=GROUP_ARN, telephony_config=halves)
    TrafficDistributionGroupUser(stack, "Member", traffic_distribution_group=GROUP_ARN, user=USER_ARN)
    return Template.from_stack(stack)


def operations(service: str) -> set[str]:
    name = {"servicequotas": "service-quotas", "states": "stepfunctions"}.get(service, service)
    return set(botocore.session.get_session().get_service_model(name).operation_names)


def actions_called(service: str, of_others: set[str]) -> set[str]:
    """The service's operations, those that others have as well apart, among the attributes in the function's code."""
    methods = {botocore.xform_name(operation): operation for operation in operations(service) - of_others}
    return {
        f"{service}:{methods[node.attr]}"
        for path in (Path(__file__).parents[2] / "lambda").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in methods
    }


def test_the_service_has_every_action() -> None:
    tuples = [value for name, value in vars(iam_actions).items() if name.endswith("_ACTIONS")]
    assert len(tuples) > 15
    for actions in tuples:
        assert list(actions) == sorted(actions)
        ours = {a.removeprefix("connect:") for a in actions if a.startswith("connect:")}
        assert ours - operations("connect") == set()


@pytest.mark.parametrize(
    ("service", "of_others"),
    [
        ("connect", set()),
        ("dynamodb", operations("connect") | {"TransactGetItems", "TransactWriteItems"}),
        ("servicequotas", operations("connect")),
        ("cloudtrail", operations("connect") | operations("dynamodb")),
        ("states", operations("connect")),
        ("events", operations("connect")),
        ("cloudformation", operations("connect")),
    ],
)
def test_the_function_may_do_what_it_does(everything: Template, service: str, of_others: set[str]) -> None:
    called = actions_called(service, of_others)
    allowed = {
        action
        for policy in resources(everything, "AWS::IAM::Policy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in as_list(statement["Action"])
    }
    assert called
    assert called - allowed == set()


def test_every_number_whatever_its_target(instance_only: Template) -> None:
    statements = account_permissions(instance_only)
    for action in (*iam_actions.OWN_ACTIONS, "connect:ClaimPhoneNumber", *iam_actions.ASSOCIATE_ACTIONS):
        assert resources_of(statements, action) == [PHONE_NUMBERS]
    # Where a number is parked, whatever the template still declares.
    moved = [each["Resource"] for each in statements if "connect:UpdatePhoneNumber" in as_list(each["Action"])]
    assert moved == [PHONE_NUMBERS, ANY_INSTANCE]
    # In the other Region of a group as well.
    anywhere = PHONE_NUMBERS.replace("us-east-1", "*")
    assert resources_of(statements, "connect:DisassociatePhoneNumberContactFlow") == [anywhere]
    # A list in the replica's Region may show numbers of the other Region's groups: no claim there may fail for that.
    groups = f"arn:aws:connect:*:{ACCOUNT}:traffic-distribution-group/*"
    assert resources_of(statements, "connect:DescribeTrafficDistributionGroup") == [groups]
    assert resources_of(statements, "connect:BatchGetFlowAssociation") == [ANY_INSTANCE.replace("us-east-1", "*")]


def test_the_ledger_of_the_account_and_region_and_no_other_table(instance_only: Template) -> None:
    statements = account_permissions(instance_only)
    for action in (*iam_actions.LEDGER_ACTIONS, *iam_actions.MAKE_LEDGER_ACTIONS):
        assert resources_of(statements, action) == [LEDGER]


def test_the_quota_of_phone_numbers_and_no_other(instance_only: Template) -> None:
    quota = f"arn:aws:servicequotas:us-east-1:{ACCOUNT}:connect/L-8F812903"
    assert resources_of(account_permissions(instance_only), "servicequotas:GetServiceQuota") == [quota]


def test_targets_are_those_declared(everything: Template) -> None:
    claim, associate, imported, source = permissions(everything)
    assert claim["Action"] == list(iam_actions.CLAIM_ACTIONS)
    assert claim["Resource"] == [INSTANCE_ARN, GROUP_ARN]
    assert [associate["Action"]] == list(iam_actions.ASSOCIATE_ACTIONS)
    assert associate["Resource"] == f"{INSTANCE_ARN}/contact-flow/*"
    assert (imported["Action"], imported["Resource"]) == ("connect:ImportPhoneNumber", [INSTANCE_ARN, PHONE_NUMBERS])
    assert (source["Action"], source["Resource"]) == ("sms-voice:DescribePhoneNumbers", SOURCE_PHONE_NUMBER_ARN)


def test_nobody_may_import_who_does_not(instance_only: Template) -> None:
    assert "ImportPhoneNumber" not in str(permissions(instance_only))
    assert "sms-voice" not in str(instance_only.to_json())


def test_a_group_of_the_app() -> None:
    stack = new_stack()
    group = new_group(stack, OTHER_INSTANCE_ARN)
    ClaimedPhoneNumber(stack, "Number", target=group, phone_number="+12065550100")
    [claim] = permissions(Template.from_stack(stack))
    assert claim["Resource"] == {"Ref": stack.get_logical_id(group)}


def test_an_instance_of_the_group_may_be_a_target_itself() -> None:
    stack = new_stack()
    group = new_group(stack, INSTANCE_ARN)
    targets: tuple[Any, ...] = (group, INSTANCE_ARN)
    for i, target in enumerate(targets):
        ClaimedPhoneNumber(stack, f"Number{i}", target=target, phone_number=f"+1206555010{i}")
    statements = permissions(Template.from_stack(stack))
    assert INSTANCE_ARN in resources_of(statements, "connect:ClaimPhoneNumber")


def test_the_function_is_there_after_its_role_may_do_anything(instance_only: Template) -> None:
    [role] = resources(instance_only, "AWS::IAM::Role")
    [function] = resources(instance_only, "AWS::Lambda::Function").values()
    [of_role] = [id for id in resources(instance_only, "AWS::IAM::Policy") if "ProviderRoleDefaultPolicy" in id]
    assert function["DependsOn"] == [of_role, role]


def test_only_what_has_no_resource_type_is_allowed_on_everything(instance_only: Template) -> None:
    [on_everything] = [
        statement["Action"]
        for policy in resources(instance_only, "AWS::IAM::Policy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if "*" in as_list(statement["Resource"])
    ]
    assert on_everything == [
        "cloudtrail:LookupEvents",
        "ds:DescribeDirectories",
        "servicequotas:GetAWSDefaultServiceQuota",
    ]


def test_a_groups_flows_are_of_any_instance_named_and_its_numbers_known_in_that_region() -> None:
    stack = new_stack()
    replica_flow = f"{OTHER_INSTANCE_ARN.replace('us-east-1', 'us-west-2')}/contact-flow/x"
    ClaimedPhoneNumber(stack, "Group", target=GROUP_ARN, phone_number="+12065550100", contact_flow=replica_flow)
    statements = permissions(Template.from_stack(stack))
    assert resources_of(statements, "connect:ClaimPhoneNumber") == [GROUP_ARN]
    assert resources_of(statements, "connect:AssociatePhoneNumberContactFlow") == [
        f"{replica_flow.removesuffix('/x')}/*",
        PHONE_NUMBERS.replace("us-east-1", "us-west-2"),
    ]


def test_a_group_without_flows_needs_none() -> None:
    stack = new_stack()
    ClaimedPhoneNumber(stack, "Group", target=GROUP_ARN, phone_number="+12065550100")
    assert "contact-flow" not in json.dumps(permissions(Template.from_stack(stack)))


def test_a_flow_may_transfer_to_another_number_of_its_stack() -> None:
    """The policy must not depend on flows: one that names a number would depend on itself."""
    stack = new_stack()
    sales = ClaimedPhoneNumber(stack, "Sales", target=INSTANCE_ARN, phone_number="+12065550100")
    flow = connect.CfnContactFlow(
        stack, "Transfer", content=sales.phone_number, instance_arn=INSTANCE_ARN, name="To sales", type="CONTACT_FLOW"
    )
    ClaimedPhoneNumber(stack, "Support", target=INSTANCE_ARN, phone_number="+12065550101", contact_flow=flow)
    # from_stack refuses templates with cycles.
    assert "Transfer" not in json.dumps(permissions(Template.from_stack(stack)))


def test_fifty_numbers_on_a_few_targets_are_one_short_policy() -> None:
    stack = new_stack()
    targets = [INSTANCE_ARN, OTHER_INSTANCE_ARN, GROUP_ARN]
    for i in range(50):
        target = targets[i % 3]
        flow = None if target == GROUP_ARN else f"{target}/contact-flow/flow{i}"
        ClaimedPhoneNumber(stack, f"Number{i}", target=target, phone_number=f"+120655501{i:02}", contact_flow=flow)
    statements = permissions(Template.from_stack(stack))
    assert len(resources_of(statements, "connect:ClaimPhoneNumber")) == len(targets)
    assert len(resources_of(statements, "connect:AssociatePhoneNumberContactFlow")) == 2


def test_the_function_and_the_state_machine_may_call_each_other(instance_only: Template) -> None:
    [function] = resources(instance_only, "AWS::Lambda::Function")
    [state_machine] = resources(instance_only, "AWS::StepFunctions::StateMachine")
    steps = policy(instance_only, "ProviderSteps")
    assert resources_of(steps, "lambda:InvokeFunction") == [{"Fn::GetAtt": [function, "Arn"]}]
    assert resources_of(steps, "states:StartExecution") == [{"Ref": state_machine}]
    assert len(steps) == 2
