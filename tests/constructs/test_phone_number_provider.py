"""The functions behind numbers, one set per stack or shared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Duration, NestedStack, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from aws_cdk.assertions import Match, Template
from constructs import Construct

from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider, PhoneNumberValidationError

from .cfn_lint import cfn_lint
from .support import CONTEXT, GROUP_ARN, INSTANCE_ARN, new_stack, permissions, resources


@pytest.fixture(scope="module")
def template() -> Template:
    stack = new_stack()
    nested_scope = Construct(stack, "Department")
    for i, scope in enumerate((stack, nested_scope, nested_scope)):
        ClaimedPhoneNumber(scope, f"Number{i}", target=INSTANCE_ARN, phone_number=f"+1206555010{i}")
    return Template.from_stack(stack)


def handlers(template: Template) -> dict[str, dict[str, Any]]:
    functions = resources(template, "AWS::Lambda::Function").values()
    return {
        function["Properties"]["Handler"]: function["Properties"]
        for function in functions
        if function["Properties"]["Runtime"].startswith("python")
    }


def test_one_provider_serves_a_stack(template: Template) -> None:
    assert len(resources(template, "Custom::ConnectPhoneNumber")) == 3
    template.resource_count_is("AWS::StepFunctions::StateMachine", 1)
    template.resource_count_is("AWS::DynamoDB::Table", 1)
    assert len(permissions(template)) > 0


@pytest.mark.parametrize(("handler", "timeout"), [("on_event", 30), ("is_complete", 60)])
def test_the_functions(template: Template, handler: str, timeout: int) -> None:
    function = handlers(template)[f"connect_phone_numbers.handler.{handler}"]
    [ledger] = resources(template, "AWS::DynamoDB::Table")
    assert function["Runtime"] == "python3.14"
    assert function["Architectures"] == ["arm64"]
    assert function["Timeout"] == timeout
    assert function["LoggingConfig"]["LogFormat"] == "JSON"
    assert function["LoggingConfig"]["LogGroup"]["Ref"] in resources(template, "AWS::Logs::LogGroup")
    assert function["Environment"] == {"Variables": {"LEDGER_TABLE_NAME": {"Ref": ledger}}}


def test_the_quota_to_assume_is_told_to_the_function_that_claims() -> None:
    stack = new_stack()
    provider = PhoneNumberProvider(stack, "PhoneNumbers", phone_numbers_per_instance=40)
    assert provider.phone_numbers_per_instance == 40
    functions = handlers(Template.from_stack(stack))
    on_event, is_complete = (
        functions[f"connect_phone_numbers.handler.{name}"]["Environment"]["Variables"]
        for name in ("on_event", "is_complete")
    )
    assert is_complete == {**on_event, "PHONE_NUMBERS_PER_INSTANCE": "40"}
    assert on_event.keys() == {"LEDGER_TABLE_NAME"}


@pytest.mark.parametrize("quota", [0, -1, True, 2.5, "5"])
def test_a_quota_to_assume_that_is_none_is_refused(quota: Any) -> None:
    stack = new_stack()
    with pytest.raises(PhoneNumberValidationError) as caught:
        PhoneNumberProvider(stack, "PhoneNumbers", phone_numbers_per_instance=quota)
    assert caught.value.codes == ("InvalidPhoneNumbersPerInstance",)
    assert "ContactCenter/PhoneNumbers" in str(caught.value)
    assert repr(quota) in str(caught.value)
    assert stack.node.children == []


def test_no_physical_name_is_given(template: Template) -> None:
    names = {"FunctionName", "TableName", "RoleName", "LogGroupName", "StateMachineName"}
    given = [
        (logical_id, names & resource["Properties"].keys())
        for logical_id, resource in template.to_json()["Resources"].items()
        if names & resource["Properties"].keys()
    ]
    assert given == []


def test_the_ledger(template: Template) -> None:
    [ledger] = resources(template, "AWS::DynamoDB::Table").values()
    assert (ledger["DeletionPolicy"], ledger["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert ledger["Properties"] == {
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("PK", "SK")],
        "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": True,
        "KeySchema": [{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "TimeToLiveSpecification": {"AttributeName": "ExpiresAt", "Enabled": True},
    }


def test_on_event_may_only_log_and_note_what_has_begun(template: Template) -> None:
    [on_event] = [
        policy["Properties"]["PolicyDocument"]["Statement"]
        for logical_id, policy in resources(template, "AWS::IAM::Policy").items()
        if "OnEventRoleDefaultPolicy" in logical_id and "framework" not in logical_id
    ]
    assert [statement["Action"] for statement in on_event] == [
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        ["dynamodb:GetItem", "dynamodb:UpdateItem"],
    ]


def test_every_log_group_is_kept_for_the_quotas_180_days_and_no_longer(template: Template) -> None:
    template.all_resources_properties("AWS::Logs::LogGroup", {"RetentionInDays": 180})
    template.all_resources_properties(
        "AWS::Lambda::Function", {"LoggingConfig": Match.object_like({"LogGroup": Match.any_value()})}
    )


def test_the_waiter_gives_up_before_cloudformation_does(template: Template) -> None:
    [machine] = resources(template, "AWS::StepFunctions::StateMachine").values()
    definition = "".join(
        part if isinstance(part, str) else "function"
        for part in machine["Properties"]["DefinitionString"]["Fn::Join"][1]
    )
    [retry] = json.loads(definition)["States"]["framework-isComplete-task"]["Retry"]
    assert (retry["IntervalSeconds"], retry["BackoffRate"]) == (5, 1)
    assert retry["IntervalSeconds"] * retry["MaxAttempts"] == 50 * 60


def test_numbers_depend_on_what_they_may_do(template: Template) -> None:
    [policy] = [id for id in resources(template, "AWS::IAM::Policy") if id.startswith("ConnectPhoneNumberPermissions")]
    for number in resources(template, "Custom::ConnectPhoneNumber").values():
        assert number["DependsOn"] == [policy]


def test_a_provider_shared_by_stacks() -> None:
    app = App(context=CONTEXT)
    shared, *stacks = (new_stack(app, id) for id in ("Shared", "Sales", "Support"))
    provider = PhoneNumberProvider(shared, "PhoneNumbers", query_interval=Duration.seconds(10))
    for stack, target in zip(stacks, (INSTANCE_ARN, GROUP_ARN), strict=True):
        ClaimedPhoneNumber(stack, "Number", target=target, phone_number="+12065550100", provider=provider)
    assembly = app.synth()
    for stack in stacks:
        template = Template.from_stack(stack)
        template.resource_count_is("AWS::Lambda::Function", 0)
        [policy] = resources(template, "AWS::IAM::Policy").values()
        assert "IsCompleteRole" in json.dumps(policy["Properties"]["Roles"])
        # Inline policies of one name would overwrite each other on the shared role, and logical ids are the same here.
        assert "AWS::StackId" in json.dumps(policy["Properties"]["PolicyName"])
        assert {dependency.id for dependency in assembly.get_stack_by_name(stack.stack_name).dependencies} >= {"Shared"}
    assert INSTANCE_ARN not in json.dumps(Template.from_stack(shared).to_json())
    assert cfn_lint(*Path(assembly.directory).glob("*.template.json")) == ""


def test_two_providers_of_one_stack_have_a_policy_each() -> None:
    stack = new_stack()
    for id in ("One", "Two"):
        provider = PhoneNumberProvider(stack, id)
        ClaimedPhoneNumber(stack, f"Number{id}", target=INSTANCE_ARN, phone_number="+12065550100", provider=provider)
    policies = resources(Template.from_stack(stack), "AWS::IAM::Policy")
    assert len([id for id in policies if id.startswith("ConnectPhoneNumberPermissions")]) == 2


def test_a_nested_stack_has_its_own() -> None:
    nested = NestedStack(new_stack(), "Nested")
    ClaimedPhoneNumber(nested, "Number", target=INSTANCE_ARN, phone_number="+12065550100")
    Template.from_stack(nested).resource_count_is("AWS::DynamoDB::Table", 1)


def test_a_ledger_given() -> None:
    stack = new_stack()
    table = dynamodb.Table(
        stack,
        "Table",
        partition_key=dynamodb.Attribute(name="PK", type=dynamodb.AttributeType.STRING),
        sort_key=dynamodb.Attribute(name="SK", type=dynamodb.AttributeType.STRING),
        encryption_key=kms.Key(stack, "Key"),
    )
    assert PhoneNumberProvider(stack, "PhoneNumbers", ledger_table=table).ledger_table is table
    template = Template.from_stack(stack)
    template.resource_count_is("AWS::DynamoDB::Table", 1)
    statements = json.dumps(resources(template, "AWS::IAM::Policy"))
    assert "kms:Decrypt" in statements
    assert "dynamodb:ConditionCheckItem" in statements


def test_another_construct_of_the_providers_id_is_refused() -> None:
    stack = new_stack()
    Construct(stack, "ConnectPhoneNumberProvider")
    with pytest.raises(TypeError, match="ContactCenter/ConnectPhoneNumberProvider is not a PhoneNumberProvider"):
        PhoneNumberProvider.of_stack(stack)


def test_of_stack_is_the_same_for_every_scope_of_a_stack() -> None:
    stack = Stack(None, "Stack")
    assert PhoneNumberProvider.of_stack(Construct(stack, "Scope")) is PhoneNumberProvider.of_stack(stack)
