"""A replica of an instance."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import App, RemovalPolicy
from aws_cdk.assertions import Annotations, Match, Template

from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider, PhoneNumberValidationError, ReplicatedInstance
from constructs_lib.private import iam_actions
from constructs_lib.private.replication_policies import STACK_ID_TAG

from .support import (
    ACCOUNT,
    CONTACT_FLOW_ARN,
    CONTEXT,
    INSTANCE_ARN,
    as_list,
    new_instance,
    new_stack,
    policy,
    resources,
    resources_of,
)

GOOD: dict[str, Any] = {"instance": INSTANCE_ARN, "replica_region": "us-west-2"}
SERVICE_LINKED_ROLES = [
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect*",
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/synchronization.connect.amazonaws.com/"
    "AWSServiceRoleForAmazonConnectSynchronization*",
]
REPLICA_ARN = INSTANCE_ARN.replace("us-east-1", "us-west-2")
ANY_INSTANCE = f"arn:aws:connect:*:{ACCOUNT}:instance/*"


def statements(template: Template) -> list[dict[str, Any]]:
    return policy(template, "ConnectReplicationPermissions")


@pytest.fixture(scope="module")
def template() -> Template:
    stack = new_stack()
    ReplicatedInstance(stack, "Replica", replica_alias="resilient", **GOOD)
    return Template.from_stack(stack)


def test_its_resource(template: Template) -> None:
    [resource] = resources(template, "Custom::ConnectReplicatedInstance").values()
    token = resource["Properties"].pop("ServiceToken")
    assert token == {"Fn::GetAtt": ["ConnectPhoneNumberProviderFunctionC3426EB9", "Arn"]}
    assert resource["Properties"] == {
        "ServiceTimeout": "2880",
        "InstanceArn": INSTANCE_ARN,
        "ReplicaRegion": "us-west-2",
        "ReplicaAlias": "resilient",
    }
    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_it_may_replicate_that_instance_and_delete_that_replica(template: Template) -> None:
    allowed = statements(template)
    assert resources_of(allowed, "connect:ReplicateInstance") == [INSTANCE_ARN]
    assert resources_of(allowed, "connect:TagResource") == [REPLICA_ARN]
    # Also one that left the template, if the stack's tag is on it.
    tagged, declared = (each for each in allowed if "connect:DeleteInstance" in as_list(each["Action"]))
    of_stack = {"StringEquals": {f"aws:ResourceTag/{STACK_ID_TAG}": {"Ref": "AWS::StackId"}}}
    assert (tagged["Resource"], tagged["Condition"]) == (ANY_INSTANCE, of_stack)
    assert (declared["Resource"], "Condition" in declared) == (REPLICA_ARN, False)
    for action in ("iam:PutRolePolicy", "iam:CreateServiceLinkedRole"):
        assert resources_of(allowed, action) == SERVICE_LINKED_ROLES
    on_everything = [s for s in allowed if "*" in as_list(s["Resource"])]
    assert [s["Action"] for s in on_everything] == [list(iam_actions.CREATE_INSTANCE_ACTIONS)]


def test_an_instance_of_the_same_stack() -> None:
    stack = new_stack()
    ReplicatedInstance(stack, "Replica", instance=new_instance(stack), replica_region="us-west-2")
    template = Template.from_stack(stack)
    [instance] = resources(template, "AWS::Connect::Instance")
    [resource] = resources(template, "Custom::ConnectReplicatedInstance").values()
    assert resource["Properties"]["InstanceArn"] == {"Ref": instance}
    assert resources_of(statements(template), "connect:TagResource") == [
        {
            "Fn::Join": [
                "",
                [
                    f"arn:aws:connect:us-west-2:{ACCOUNT}:instance/",
                    {"Fn::Select": [1, {"Fn::Split": ["/", {"Ref": instance}]}]},
                ],
            ]
        }
    ]


def test_replicas_and_numbers_share_the_stacks_provider() -> None:
    stack = new_stack()
    for i in range(2):
        ReplicatedInstance(stack, f"Replica{i}", **GOOD)
    ClaimedPhoneNumber(stack, "Number", target=INSTANCE_ARN, phone_number="+12065550100")
    template = Template.from_stack(stack)
    template.resource_count_is("Custom::ConnectReplicatedInstance", 2)
    template.resource_count_is("AWS::StepFunctions::StateMachine", 1)
    [id] = [id for id in resources(template, "AWS::IAM::Policy") if id.startswith("ConnectReplicationPermissions")]
    for replica in resources(template, "Custom::ConnectReplicatedInstance").values():
        assert replica["DependsOn"] == [id]


def test_without_a_replica_nothing_of_it_is_allowed() -> None:
    stack = new_stack()
    ClaimedPhoneNumber(stack, "Number", target=INSTANCE_ARN, phone_number="+12065550100")
    assert "ReplicateInstance" not in str(Template.from_stack(stack).to_json())


def test_a_provider_of_another_stack() -> None:
    app = App(context=CONTEXT)
    provider = PhoneNumberProvider(new_stack(app, "Shared"), "PhoneNumbers")
    stack = new_stack(app)
    ReplicatedInstance(stack, "Replica", provider=provider, **GOOD)
    template = Template.from_stack(stack)
    template.resource_count_is("AWS::Lambda::Function", 0)
    assert resources_of(statements(template), "connect:ReplicateInstance") == [INSTANCE_ARN]


def test_a_replicas_flow_is_the_instances_in_its_own_region() -> None:
    stack = new_stack()
    replica = ReplicatedInstance(stack, "Replica", **GOOD)
    [logical_id] = resources(Template.from_stack(stack), "Custom::ConnectReplicatedInstance")
    assert stack.resolve(replica.contact_flow_arn(CONTACT_FLOW_ARN)) == {
        "Fn::Join": [
            "",
            [
                f"arn:aws:connect:us-west-2:{ACCOUNT}:instance/",
                {"Fn::GetAtt": [logical_id, "ReplicaId"]},
                f"/contact-flow/{CONTACT_FLOW_ARN.rpartition('/')[2]}",
            ],
        ]
    }


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("InvalidInstance", {"instance": "contact-center"}),
        ("InstanceInAnotherEnvironment", {"instance": INSTANCE_ARN.replace(ACCOUNT, "210987654321")}),
        ("InvalidReplicaRegion", {"replica_region": "Oregon"}),
        ("ReplicaInTheSameRegion", {"replica_region": "us-east-1"}),
        ("InvalidReplicaAlias", {"replica_alias": "d-123"}),
        ("InvalidReplicaAlias", {"replica_alias": "x" * 46}),
        ("InvalidInstance", {"instance": None}),
        ("InvalidRemovalPolicy", {"removal_policy": RemovalPolicy.SNAPSHOT}),
        ("InvalidProvider", {"provider": "PhoneNumbers"}),
    ],
)
def test_what_is_refused(code: str, changes: dict[str, Any]) -> None:
    stack = new_stack()
    with pytest.raises(PhoneNumberValidationError) as caught:
        ReplicatedInstance(stack, "Refused", **{**GOOD, **changes})
    assert caught.value.codes == (code,)
    assert stack.node.try_find_child("Refused") is None


def test_regions_that_are_no_pair_are_warned_of() -> None:
    stack = new_stack()
    ReplicatedInstance(stack, "Replica", instance=INSTANCE_ARN, replica_region="eu-west-2")
    [warning] = Annotations.from_stack(stack).find_warning("*", Match.any_value())
    assert "us-east-1 is paired with us-west-2" in str(warning.entry.data)
