"""What is behind numbers: a function and a state machine, one of each per stack or shared."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aws_cdk import App, NestedStack, Stack, Stage
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk.assertions import Template
from constructs import Construct

from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberProvider,
    PhoneNumberSearch,
    PhoneNumberType,
    PhoneNumberValidationError,
    ReplicatedInstance,
)
from constructs_lib.private import iam_actions
from constructs_lib.private.acknowledged_findings import flattened

from .support import (
    CONTACT_FLOW_ARN,
    CONTEXT,
    GROUP_ARN,
    INSTANCE_ARN,
    OTHER_INSTANCE_ARN,
    account_permissions,
    new_instance,
    new_stack,
    resources,
    resources_of,
)

LEDGER = {"LEDGER_TABLE_NAME": "ConnectPhoneNumberLedger", "LEDGER_IS_OURS": "true"}


def claim(scope: Construct, id: str = "Number", phone_number: str = "+12065550100", **arguments: Any) -> None:
    ClaimedPhoneNumber(scope, id, **{"target": INSTANCE_ARN, "phone_number": phone_number, **arguments})


@pytest.fixture(scope="module")
def template() -> Template:
    stack = new_stack()
    nested_scope = Construct(stack, "Department")
    for i, scope in enumerate((stack, nested_scope, nested_scope)):
        claim(scope, f"Number{i}", f"+1206555010{i}")
    return Template.from_stack(stack)


def function(template: Template) -> dict[str, Any]:
    [found] = resources(template, "AWS::Lambda::Function").values()
    return dict(found["Properties"])


def environment(template: Template) -> dict[str, Any]:
    return dict(function(template)["Environment"]["Variables"])


def test_the_log_is_kept_for_the_quotas_180_days_and_goes_with_the_stack(template: Template) -> None:
    [group] = resources(template, "AWS::Logs::LogGroup").values()
    assert group["Properties"]["RetentionInDays"] == 180
    assert (group["DeletionPolicy"], group["UpdateReplacePolicy"]) == ("Delete", "Delete")


@pytest.mark.parametrize("numbers", [1, 200])
def test_seven_resources_are_behind_any_count_of_numbers(numbers: int) -> None:
    """CloudFormation allows 500 to a stack."""
    stack = new_stack()
    for i in range(numbers):
        claim(stack, f"Number{i}", f"+1206555{i:04}", contact_flow=CONTACT_FLOW_ARN)
    every = Template.from_stack(stack).to_json()["Resources"].values()
    assert sorted(resource["Type"] for resource in every if resource["Type"] != "Custom::ConnectPhoneNumber") == [
        "AWS::IAM::Policy",
        "AWS::IAM::Policy",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::Lambda::Function",
        "AWS::Logs::LogGroup",
        "AWS::StepFunctions::StateMachine",
    ]
    assert len(every) == 7 + numbers


def test_a_replica_adds_its_permissions_and_nothing_else() -> None:
    stack = new_stack()
    claim(stack)
    ReplicatedInstance(stack, "Replica", instance=INSTANCE_ARN, replica_region="us-west-2")
    assert len(Template.from_stack(stack).to_json()["Resources"]) == 7 + 1 + 2


def test_the_function(template: Template) -> None:
    properties = function(template)
    assert properties["Handler"] == "connect_phone_numbers.handler.handler"
    assert properties["Runtime"] == "python3.14"
    assert properties["Architectures"] == ["arm64"]
    assert (properties["MemorySize"], properties["Timeout"]) == (256, 60)
    assert properties["LoggingConfig"]["LogFormat"] == "JSON"
    assert properties["LoggingConfig"]["LogGroup"]["Ref"] in resources(template, "AWS::Logs::LogGroup")
    assert properties["Environment"] == {"Variables": LEDGER}


def test_the_state_machine_has_the_functions_name(template: Template) -> None:
    """By which the function knows its ARN: told it in a variable, each would depend on the other."""
    [state_machine] = resources(template, "AWS::StepFunctions::StateMachine").values()
    [function_id] = resources(template, "AWS::Lambda::Function")
    [role] = resources(template, "AWS::IAM::Role")
    properties = state_machine["Properties"]
    assert properties["StateMachineName"] == {"Ref": function_id}
    assert properties["RoleArn"] == {"Fn::GetAtt": [role, "Arn"]}
    # Standard, without a log of the executions' data.
    assert properties.keys() == {"DefinitionString", "RoleArn", "StateMachineName"}
    definition = json.dumps(properties["DefinitionString"])
    assert definition.count(json.dumps({"Fn::GetAtt": [function_id, "Arn"]})) == 2


def test_what_the_function_is_told() -> None:
    stack = new_stack()
    provider = PhoneNumberProvider(
        stack,
        "PhoneNumbers",
        phone_numbers_per_instance=40,
        parking_target=OTHER_INSTANCE_ARN,
        unsuccessful_claims_count=False,
    )
    assert (provider.phone_numbers_per_instance, provider.ledger_table_name) == (40, "ConnectPhoneNumberLedger")
    template = Template.from_stack(stack)
    told = {
        "PHONE_NUMBERS_PER_INSTANCE": "40",
        "PARKING_TARGET_ARN": OTHER_INSTANCE_ARN,
        "UNSUCCESSFUL_CLAIMS_COUNT": "false",
    }
    assert environment(template) == {**LEDGER, **told}


def test_what_it_is_made_of() -> None:
    stack = new_stack()
    provider = PhoneNumberProvider(stack, "PhoneNumbers", log_retention=logs.RetentionDays.ONE_YEAR)
    template = Template.from_stack(stack)
    [function_id] = resources(template, "AWS::Lambda::Function")
    [state_machine_id] = resources(template, "AWS::StepFunctions::StateMachine")
    [log_group] = resources(template, "AWS::Logs::LogGroup").values()
    assert stack.resolve(provider.service_token) == {"Fn::GetAtt": [function_id, "Arn"]}
    assert stack.resolve(provider.function.function_arn) == {"Fn::GetAtt": [function_id, "Arn"]}
    assert stack.resolve(provider.state_machine.state_machine_arn) == {"Ref": state_machine_id}
    assert log_group["Properties"]["RetentionInDays"] == 365


def refusal(stack: Stack, **arguments: Any) -> PhoneNumberValidationError:
    before = len(stack.node.children)
    with pytest.raises(PhoneNumberValidationError) as caught:
        PhoneNumberProvider(stack, "PhoneNumbers", **arguments)
    assert "ContactCenter/PhoneNumbers" in str(caught.value)
    assert len(stack.node.children) == before
    return caught.value


@pytest.mark.parametrize("quota", [0, -1, True, 2.5, "5"])
def test_a_quota_to_assume_that_is_none_is_refused(quota: Any) -> None:
    error = refusal(new_stack(), phone_numbers_per_instance=quota)
    assert error.codes == ("InvalidPhoneNumbersPerInstance",)
    assert repr(quota) in str(error)


@pytest.mark.parametrize(
    ("codes", "arguments"),
    [
        (["InvalidLedgerTable"], {"ledger_table": "Ledger"}),
        (["InvalidLedgerKey"], {"ledger_key": "alias/ledger"}),
        (["InvalidInstance"], {"parking_target": GROUP_ARN}),
        (["InvalidInstance"], {"parking_target": 7}),
        (["TargetInAnotherRegion"], {"parking_target": INSTANCE_ARN.replace("us-east-1", "us-west-2")}),
        (["InvalidLogRetention"], {"log_retention": 180}),
        (["InvalidLedgerTable", "InvalidLogRetention"], {"ledger_table": 7, "log_retention": None}),
    ],
)
def test_what_is_refused(codes: list[str], arguments: dict[str, Any]) -> None:
    assert list(refusal(new_stack(), **arguments).codes) == codes


def test_numbers_are_not_parked_where_the_providers_stack_deletes_the_instance() -> None:
    stack = new_stack()
    instance = new_instance(stack)
    for parking_target in (instance, instance.attr_arn):
        assert refusal(stack, parking_target=parking_target).codes == ("ParkingTargetOfStack",)
    other = new_stack(stack.node.root, "Other")  # type: ignore[arg-type]
    provider = PhoneNumberProvider(other, "PhoneNumbers", parking_target=instance)
    assert provider.node.path == "Other/PhoneNumbers"


def test_only_the_state_machine_is_given_a_name(template: Template) -> None:
    names = {"FunctionName", "TableName", "RoleName", "LogGroupName"}
    given = [
        (logical_id, names & resource["Properties"].keys())
        for logical_id, resource in template.to_json()["Resources"].items()
        if names & resource["Properties"].keys()
    ]
    assert given == []


def test_a_number_is_there_after_all_that_its_delete_needs(template: Template) -> None:
    policies = resources(template, "AWS::IAM::Policy")
    [permissions] = [id for id in policies if id.startswith("ConnectPhoneNumberPermissions")]
    [steps] = [id for id in policies if id.startswith("ConnectPhoneNumberProviderSteps")]
    for number in resources(template, "Custom::ConnectPhoneNumber").values():
        assert number["DependsOn"] == [permissions]
    # Which names the function and the state machine; and these depend on the rest.
    assert policies[permissions]["DependsOn"] == [steps]
    [state_machine] = resources(template, "AWS::StepFunctions::StateMachine")
    assert {"Ref": state_machine} in resources_of(
        policies[steps]["Properties"]["PolicyDocument"]["Statement"], "states:StartExecution"
    )


def shared_by(*names: str) -> tuple[App, PhoneNumberProvider, list[Stack]]:
    """A provider, and stacks with a number each on it."""
    app = App(context={**CONTEXT, "@aws-cdk/core:defaultCrossStackReferences": "strong"})
    provider = PhoneNumberProvider(new_stack(app, "Shared"), "PhoneNumbers")
    stacks = [new_stack(app, name) for name in names]
    for i, stack in enumerate(stacks):
        claim(stack, phone_number=f"+1206555010{i}", target=(INSTANCE_ARN, GROUP_ARN)[i % 2], provider=provider)
    return app, provider, stacks


def test_a_provider_shared_by_stacks() -> None:
    app, provider, stacks = shared_by("Sales", "Support")
    assembly = app.synth()
    for stack in stacks:
        template = Template.from_stack(stack)
        template.resource_count_is("AWS::Lambda::Function", 0)
        [policy] = resources(template, "AWS::IAM::Policy").values()
        assert "PhoneNumbersRole" in json.dumps(policy["Properties"]["Roles"])
        # Inline policies of one name would overwrite each other on the shared role, and logical ids are the same here.
        assert "AWS::StackId" in json.dumps(policy["Properties"]["PolicyName"])
        assert {dependency.id for dependency in assembly.get_stack_by_name(stack.stack_name).dependencies} >= {"Shared"}
    assert INSTANCE_ARN not in json.dumps(Template.from_stack(Stack.of(provider)).to_json())


def test_what_stacks_import_of_a_provider_outlives_the_last_of_them() -> None:
    """A stack is deployed before those that import from it, while they still do."""
    exports = []
    for names in (("Sales",), ()):
        app, provider, _ = shared_by(*names)
        app.synth()
        exports.append(Template.from_stack(Stack.of(provider)).find_outputs("*"))
    assert exports[0] == exports[1]
    assert len(exports[0]) == 2


def test_a_stacks_own_provider_exports_nothing(template: Template) -> None:
    assert template.find_outputs("*") == {}


def test_two_providers_of_one_stack_have_a_policy_each() -> None:
    stack = new_stack()
    for i, id in enumerate(("One", "Two")):
        claim(stack, f"Number{id}", f"+1206555010{i}", provider=PhoneNumberProvider(stack, id))
    policies = resources(Template.from_stack(stack), "AWS::IAM::Policy")
    assert len([id for id in policies if id.startswith("ConnectPhoneNumberPermissions")]) == 2


def test_every_stack_has_a_provider_of_its_own_and_all_have_one_ledger() -> None:
    app = App(context=CONTEXT)
    parent = new_stack(app, "Parent")
    of_stage = Stack(Stage(app, "Stage"), "Stack", env={"account": parent.account, "region": parent.region})
    stacks = [parent, NestedStack(parent, "Nested"), new_stack(app, "Sibling"), of_stage]
    for i, stack in enumerate(stacks):
        claim(stack, phone_number=f"+1206555010{i}")
    for stack in stacks:
        template = Template.from_stack(stack)
        template.resource_count_is("AWS::StepFunctions::StateMachine", 1)
        template.resource_count_is("AWS::DynamoDB::Table", 0)
        assert environment(template) == LEDGER


def test_a_ledger_given() -> None:
    stack = new_stack()
    table = dynamodb.Table(
        stack,
        "Table",
        partition_key=dynamodb.Attribute(name="PK", type=dynamodb.AttributeType.STRING),
        sort_key=dynamodb.Attribute(name="SK", type=dynamodb.AttributeType.STRING),
        encryption_key=kms.Key(stack, "Key"),
    )
    provider = PhoneNumberProvider(stack, "PhoneNumbers", ledger_table=table)
    assert provider.ledger_table_name == table.table_name
    template = Template.from_stack(stack)
    [table_id] = resources(template, "AWS::DynamoDB::Table")
    assert environment(template) == {"LEDGER_TABLE_NAME": {"Ref": table_id}}
    statements = account_permissions(template)
    for action in iam_actions.LEDGER_ACTIONS:
        assert resources_of(statements, action) == [{"Fn::GetAtt": [table_id, "Arn"]}]
    assert "kms:Decrypt" in json.dumps(statements)
    assert "dynamodb:CreateTable" not in json.dumps(statements)


def test_a_key_for_the_ledger_that_is_made() -> None:
    stack = new_stack()
    PhoneNumberProvider(stack, "PhoneNumbers", ledger_key=kms.Key(stack, "Key"))
    template = Template.from_stack(stack)
    [key_id] = resources(template, "AWS::KMS::Key")
    key = {"Fn::GetAtt": [key_id, "Arn"]}
    assert environment(template) == {**LEDGER, "LEDGER_KEY_ARN": key}
    [of_key] = [each for each in account_permissions(template) if each["Resource"] == key]
    assert of_key["Action"] == list(iam_actions.LEDGER_KEY_ACTIONS)
    # DynamoDB alone may use it in the role's name.
    via = of_key["Condition"]["StringEquals"]["kms:ViaService"]
    assert flattened(via) == "dynamodb.us-east-1.<AWS::URLSuffix>"


def test_a_key_does_not_go_with_a_table() -> None:
    stack = new_stack()
    table = dynamodb.Table.from_table_name(stack, "Table", "ledger")
    error = refusal(stack, ledger_table=table, ledger_key=kms.Key(stack, "Key"))
    assert error.codes == ("LedgerTableAndKey",)


def test_another_construct_of_the_providers_id_is_refused() -> None:
    stack = new_stack()
    Construct(stack, "ConnectPhoneNumberProvider")
    with pytest.raises(TypeError, match="ContactCenter/ConnectPhoneNumberProvider is not a PhoneNumberProvider"):
        PhoneNumberProvider.of_stack(stack)


def test_of_stack_is_the_same_for_every_scope_of_a_stack() -> None:
    stack = Stack(None, "Stack")
    assert PhoneNumberProvider.of_stack(Construct(stack, "Scope")) is PhoneNumberProvider.of_stack(stack)


def test_of_stack_replaces_a_provider_that_was_removed() -> None:
    stack = Stack(None, "Stack")
    removed = PhoneNumberProvider.of_stack(stack)
    assert stack.node.try_remove_child(removed.node.id)
    claim(stack)
    assert PhoneNumberProvider.of_stack(stack) is not removed
    Template.from_stack(stack).resource_count_is("AWS::Lambda::Function", 1)


def test_a_stack_that_can_be_deployed_anywhere_has_its_ledger_where_that_is() -> None:
    stack = Stack(None, "Anywhere")
    search = PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID)
    ClaimedPhoneNumber(stack, "Number", target=INSTANCE_ARN, search=search)
    [ledger] = resources_of(account_permissions(Template.from_stack(stack)), "dynamodb:CreateTable")
    where = "arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>"
    assert flattened(ledger) == f"{where}:table/ConnectPhoneNumberLedger"
