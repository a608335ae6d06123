"""What the handler may do."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import botocore
import botocore.session
import pytest
from aws_cdk import aws_connect as connect
from aws_cdk.assertions import Template

from constructs_lib import ClaimedPhoneNumber, perms

from .support import (
    ACCOUNT,
    CONTACT_FLOW_ARN,
    GROUP_ARN,
    INSTANCE_ARN,
    OTHER_INSTANCE_ARN,
    account_permissions,
    as_list,
    new_stack,
    permissions,
    resources,
    resources_of,
)

PHONE_NUMBERS = f"arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/*"


@pytest.fixture(scope="module")
def instance_only() -> Template:
    stack = new_stack()
    for i in range(2):
        ClaimedPhoneNumber(
            stack, f"Number{i}", target=INSTANCE_ARN, phone_number=f"+1206555010{i}", contact_flow=CONTACT_FLOW_ARN
        )
    return Template.from_stack(stack)


@pytest.fixture(scope="module")
def every_target() -> Template:
    stack = new_stack()
    for i, target in enumerate((INSTANCE_ARN, GROUP_ARN)):
        ClaimedPhoneNumber(
            stack, f"Number{i}", target=target, phone_number=f"+1206555010{i}", contact_flow=CONTACT_FLOW_ARN
        )
    return Template.from_stack(stack)


def operations(service: str) -> set[str]:
    name = {"servicequotas": "service-quotas"}.get(service, service)
    return set(botocore.session.get_session().get_service_model(name).operation_names)


def actions_called(service: str, of_others: set[str], package: str = "connect_phone_numbers") -> set[str]:
    """The service's operations, those that others have as well apart, among the attributes in a handler's sources."""
    methods = {botocore.xform_name(operation): operation for operation in operations(service) - of_others}
    return {
        f"{service}:{methods[node.attr]}"
        for path in (Path(__file__).parents[2] / "lambda" / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in methods
    }


def test_the_service_has_every_action() -> None:
    tuples = [value for name, value in vars(perms).items() if name.endswith("_ACTIONS")]
    assert len(tuples) > 5
    for actions in tuples:
        assert list(actions) == sorted(actions)
        assert [
            a for a in actions if a.startswith("connect:") and a.removeprefix("connect:") not in operations("connect")
        ] == []


@pytest.mark.parametrize(
    ("service", "of_others"),
    [
        ("connect", set()),
        ("dynamodb", operations("connect") | {"TransactWriteItems"}),
        ("servicequotas", operations("connect")),
    ],
)
def test_the_handler_may_do_what_it_does(every_target: Template, service: str, of_others: set[str]) -> None:
    called = actions_called(service, of_others)
    allowed = {
        action
        for policy in resources(every_target, "AWS::IAM::Policy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in as_list(statement["Action"])
    }
    assert called
    assert called - allowed == set()


def test_every_number_whatever_its_target(instance_only: Template) -> None:
    statements = account_permissions(instance_only)
    for action in (*perms.OWN_ACTIONS, *perms.CLAIM_ACTIONS, *perms.ASSOCIATE_ACTIONS):
        assert resources_of(statements, action) == [PHONE_NUMBERS]
    # In the other Region of a group as well.
    anywhere = PHONE_NUMBERS.replace("us-east-1", "*")
    flows = f"arn:aws:connect:*:{ACCOUNT}:instance/*/contact-flow/*"
    assert resources_of(statements, "connect:DisassociatePhoneNumberContactFlow") == [flows, anywhere]
    groups = f"arn:aws:connect:us-east-1:{ACCOUNT}:traffic-distribution-group/*"
    assert resources_of(statements, "connect:DescribeTrafficDistributionGroup") == [groups]
    [ledger] = resources(instance_only, "AWS::DynamoDB::Table")
    for action in perms.LEDGER_ACTIONS:
        assert resources_of(statements, action) == [{"Fn::GetAtt": [ledger, "Arn"]}]


def test_targets_are_those_declared(every_target: Template) -> None:
    claim, associate = permissions(every_target)
    assert claim["Action"] == list(perms.CLAIM_ACTIONS)
    assert claim["Resource"] == [INSTANCE_ARN, GROUP_ARN]
    assert [associate["Action"]] == list(perms.ASSOCIATE_ACTIONS)
    assert associate["Resource"] == f"{INSTANCE_ARN}/contact-flow/*"


def test_numbers_are_claimed_after_their_provider_may(instance_only: Template) -> None:
    [role] = [id for id in resources(instance_only, "AWS::IAM::Role") if "ProviderIsCompleteRole" in id]
    [function] = [
        function
        for function in resources(instance_only, "AWS::Lambda::Function").values()
        if function["Properties"]["Handler"] == "connect_phone_numbers.handler.is_complete"
    ]
    [policy] = [id for id in resources(instance_only, "AWS::IAM::Policy") if "ProviderIsCompleteRoleDefault" in id]
    assert function["DependsOn"] == [policy, role]


def test_only_what_has_no_resource_type_is_allowed_on_everything(instance_only: Template) -> None:
    on_everything = [
        statement["Action"]
        for policy in resources(instance_only, "AWS::IAM::Policy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if "*" in as_list(statement["Resource"])
    ]
    assert sorted(on_everything) == ["cloudtrail:LookupEvents", "servicequotas:GetServiceQuota"]


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
    [statement] = permissions(Template.from_stack(stack))
    assert statement["Action"] == list(perms.CLAIM_ACTIONS)


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
    claim, associate = permissions(Template.from_stack(stack))
    assert len(claim["Resource"]) == len(targets)
    assert len(associate["Resource"]) == 2
