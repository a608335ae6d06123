"""What each role may do, action by action, and every wildcard with its reason.

The resource types are those of the Service Authorization Reference:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html
"""

import re

import pytest
from aws_cdk.assertions import Template

from tests.constructs.support import ACCOUNT, GROUP_ARN, INSTANCE_ARN, SOURCE_PHONE_NUMBER_ARN, resources
from tests.security.policies import REPLICA_ARN, USER_ARN, Permission, app_of_everything, by_action, permissions_in

NUMBERS = f"arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/*"
NUMBERS_IN_REPLICA = f"arn:aws:connect:us-west-2:{ACCOUNT}:phone-number/*"
ANY_INSTANCE = f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/*"
NUMBERS_ANYWHERE = f"arn:aws:connect:*:{ACCOUNT}:phone-number/*"

OF_THE_HANDLER = {
    "connect:ImportPhoneNumber": {INSTANCE_ARN, NUMBERS},
    "sms-voice:DescribePhoneNumbers": {SOURCE_PHONE_NUMBER_ARN},
    "connect:SearchAvailablePhoneNumbers": {NUMBERS},
    "connect:ListPhoneNumbersV2": {NUMBERS},
    "connect:DescribePhoneNumber": {NUMBERS},
    "connect:ReleasePhoneNumber": {NUMBERS},
    "connect:UpdatePhoneNumberMetadata": {NUMBERS},
    "connect:TagResource": {NUMBERS},
    "connect:UntagResource": {NUMBERS},
    "connect:ClaimPhoneNumber": {NUMBERS, INSTANCE_ARN, GROUP_ARN},
    "connect:UpdatePhoneNumber": {NUMBERS, INSTANCE_ARN, GROUP_ARN, ANY_INSTANCE},
    "connect:AssociatePhoneNumberContactFlow": {
        NUMBERS,
        NUMBERS_IN_REPLICA,
        f"{INSTANCE_ARN}/contact-flow/*",
        f"{REPLICA_ARN}/contact-flow/*",
    },
    "connect:DisassociatePhoneNumberContactFlow": {NUMBERS_ANYWHERE},
    "connect:BatchGetFlowAssociation": {f"arn:aws:connect:*:{ACCOUNT}:instance/*"},
    "connect:DescribeTrafficDistributionGroup": {f"arn:aws:connect:*:{ACCOUNT}:traffic-distribution-group/*"},
    "servicequotas:GetServiceQuota": {f"arn:aws:servicequotas:us-east-1:{ACCOUNT}:connect/L-8F812903"},
    "connect:DescribeInstance": {ANY_INSTANCE},
    "ds:DescribeDirectories": {"*"},
    "servicequotas:GetAWSDefaultServiceQuota": {"*"},
    "cloudtrail:LookupEvents": {"*"},
}
DIRECTORIES = {f"arn:aws:ds:*:{ACCOUNT}:directory/*"}
SERVICE_LINKED_ROLES = {
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect*",
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/synchronization.connect.amazonaws.com/"
    "AWSServiceRoleForAmazonConnectSynchronization*",
}
OF_REPLICATED_INSTANCES = {
    "connect:DescribeInstance": {f"arn:aws:connect:*:{ACCOUNT}:instance/*"},
    "connect:ReplicateInstance": {INSTANCE_ARN},
    "connect:DeleteInstance": {REPLICA_ARN, f"arn:aws:connect:*:{ACCOUNT}:instance/*"},
    "connect:ListTagsForResource": {f"arn:aws:connect:*:{ACCOUNT}:instance/*"},
    "connect:ListTrafficDistributionGroups": {f"arn:aws:connect:*:{ACCOUNT}:traffic-distribution-group/*"},
    "connect:TagResource": {REPLICA_ARN},
    "connect:CreateInstance": {"*"},
    "connect:ListInstances": {"*"},
    "ds:CheckAlias": {"*"},
    "ds:CreateDirectory": {"*"},
    "ds:CreateIdentityPoolDirectory": {"*"},
    "servicequotas:GetServiceQuota": {"*"},
    "ds:AuthorizeApplication": DIRECTORIES,
    "ds:CreateAlias": DIRECTORIES,
    "ds:DeleteDirectory": DIRECTORIES,
    "ds:UnauthorizeApplication": DIRECTORIES,
    "logs:CreateLogGroup": {f"arn:aws:logs:*:{ACCOUNT}:log-group:/aws/connect/*"},
    "iam:AttachRolePolicy": SERVICE_LINKED_ROLES,
    "iam:CreateServiceLinkedRole": SERVICE_LINKED_ROLES,
    "iam:PutRolePolicy": SERVICE_LINKED_ROLES,
}
ANY_GROUP = f"arn:aws:connect:*:{ACCOUNT}:traffic-distribution-group/*"
ANY_USERS_INSTANCE = f"arn:aws:connect:*:{ACCOUNT}:instance/*"
OF_DISTRIBUTIONS = {
    "connect:GetTrafficDistribution": {ANY_GROUP},
    "connect:UpdateTrafficDistribution": {ANY_GROUP},
    "connect:AssociateTrafficDistributionGroupUser": {GROUP_ARN, INSTANCE_ARN, USER_ARN},
    "connect:DescribeUser": {ANY_GROUP, ANY_USERS_INSTANCE},
    "connect:DisassociateTrafficDistributionGroupUser": {ANY_GROUP, ANY_USERS_INSTANCE},
    "connect:SearchUsers": {ANY_GROUP, ANY_USERS_INSTANCE},
}

WILDCARDS = {
    # By action and resource; each is explained where the policy is made, and acknowledged for cdk-nag there.
    r"^connect:\w*(PhoneNumber|Resource)\w* .*:phone-number/\*$": "a number has its id once it is claimed",
    r"^connect:AssociatePhoneNumberContactFlow .*:instance/[0-9a-f-]+/contact-flow/\*$": "no cycle through flows",
    r"^connect:DescribeTrafficDistributionGroup .*:traffic-distribution-group/\*$": "whose quota a number counts to",
    r"^connect:\w+TrafficDistribution .*:traffic-distribution-group/\*$": "what was taken out of the template",
    r"^connect:(DescribeUser|DisassociateTrafficDistributionGroupUser|SearchUsers) .*/\*$": "as the line before",
    r"^connect:UpdatePhoneNumber .*:instance/\*$": "a group's numbers are parked at its instance, which is not known",
    r"^connect:DescribeInstance .*:instance/\*$": "whether an instance can take numbers yet",
    r"^connect:DeleteInstance .*:instance/\*$": "a replica that was taken out of the template, by its owner's tag",
    r"^connect:ListTagsForResource .*:instance/\*$": "as the line before",
    r"^connect:ListTrafficDistributionGroups .*:traffic-distribution-group/\*$": "the groups of such a replica",
    r"^connect:BatchGetFlowAssociation .*:instance/\*$": "the flow of a number that is adopted",
    r"^servicequotas:GetServiceQuota \*$": "asked by the service when it makes an instance",
    r"^servicequotas:GetAWSDefaultServiceQuota \*$": "no resource type",
    r"^cloudtrail:LookupEvents \*$": "no resource type",
    r"^connect:(CreateInstance|ListInstances) \*$": "no resource type",
    r"^ds:(CheckAlias|CreateDirectory|CreateIdentityPoolDirectory|DescribeDirectories) \*$": "no resource type",
    r"^ds:\w+ arn:aws:ds:\*:\d+:directory/\*$": "made by the service",
    r"^logs:CreateLogGroup arn:aws:logs:\*:\d+:log-group:/aws/connect/\*$": "named by the service",
    r"^iam:\w+ arn:aws:iam::\d+:role/aws-service-role/": "the service adds an id to the name",
}


@pytest.fixture(scope="module")
def templates() -> list[Template]:
    _, stacks = app_of_everything()
    return [Template.from_stack(stack) for stack in stacks]


@pytest.fixture(scope="module")
def permissions(templates: list[Template]) -> list[Permission]:
    return [permission for template in templates for permission in permissions_in(template)]


def of_role(permissions: list[Permission], pattern: str) -> list[Permission]:
    found = [permission for permission in permissions if re.search(pattern, permission.role)]
    assert found
    return found


def without(permissions: list[Permission], *services: str) -> dict[str, set[str]]:
    return by_action(each for each in permissions if service(each) not in services)


def own_log(permissions: list[Permission]) -> dict[str, set[str]]:
    logs = by_action(each for each in permissions if each.resource.startswith("<"))
    return {action: logs[action] for action in ("logs:CreateLogStream", "logs:PutLogEvents")}


def test_a_shared_provider(permissions: list[Permission]) -> None:
    # The stack of the numbers imports its role.
    shared = of_role(permissions, r"^<?(Shared:\w*)?ProviderRole")
    assert without(shared, "dynamodb", "lambda", "logs", "states") == OF_THE_HANDLER
    [ledger] = set.union(*by_action(shared, "dynamodb:").values())
    assert ledger == f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/ConnectPhoneNumberLedger"
    for action, resource in (
        ("logs:PutLogEvents", r"<ProviderLogs\w+\.Arn>"),
        ("lambda:InvokeFunction", r"<ProviderFunction\w+\.Arn>"),
        ("states:StartExecution", r"<ProviderStateMachine\w+>"),
    ):
        [allowed] = by_action(shared)[action]
        assert re.fullmatch(resource, allowed)
    assert {service(each) for each in shared} == {
        "cloudtrail",
        "connect",
        "ds",
        "dynamodb",
        "lambda",
        "logs",
        "servicequotas",
        "sms-voice",
        "states",
    }


def test_replicated_instances(permissions: list[Permission]) -> None:
    own = of_role(permissions, "^<ConnectPhoneNumberProviderRole")
    # The provider is that of a stack without numbers.
    of_numbers = {(action, on) for action, resources in OF_THE_HANDLER.items() for on in resources}
    more = [each for each in own if (each.action, each.resource) not in of_numbers]
    assert without(more, "dynamodb", "lambda", "states") == {**OF_REPLICATED_INSTANCES, **own_log(own)}
    conditions = {str(each.condition) for each in own if each.action == "iam:CreateServiceLinkedRole"}
    linked_to = ["connect.amazonaws.com", "synchronization.connect.amazonaws.com"]
    assert conditions == {str({"StringEquals": {"iam:AWSServiceName": linked_to}})}
    of_stack = {"StringEquals": {"aws:ResourceTag/connect-replicated-instance:stack-id": {"Ref": "AWS::StackId"}}}
    deleted = {each.resource: each.condition for each in own if each.action == "connect:DeleteInstance"}
    assert deleted == {REPLICA_ARN: None, f"arn:aws:connect:*:{ACCOUNT}:instance/*": of_stack}


def test_every_wildcard_has_a_reason(permissions: list[Permission]) -> None:
    with_wildcards = {f"{each.action} {each.resource}" for each in permissions if "*" in each.action + each.resource}
    unexplained = [each for each in with_wildcards if not any(re.search(known, each) for known in WILDCARDS)]
    assert unexplained == []
    unused = [known for known in WILDCARDS if not any(re.search(known, each) for each in with_wildcards)]
    assert unused == [], "what is explained is there"


def test_distributions(permissions: list[Permission]) -> None:
    own = of_role(permissions, "^<DistributorRole")
    of_numbers = {(action, on) for action, resources in OF_THE_HANDLER.items() for on in resources}
    more = [each for each in own if (each.action, each.resource) not in of_numbers]
    assert without(more, "dynamodb", "lambda", "states") == {**OF_DISTRIBUTIONS, **own_log(own)}


def test_no_managed_policy_is_attached(templates: list[Template]) -> None:
    roles = [role["Properties"] for template in templates for role in resources(template, "AWS::IAM::Role").values()]
    assert len(roles) == 3
    assert [role for role in roles if role.get("ManagedPolicyArns")] == []


def test_roles_are_assumed_by_the_services_that_run_them(templates: list[Template]) -> None:
    for template in templates:
        for role in resources(template, "AWS::IAM::Role").values():
            [statement] = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
            assert statement["Principal"] == {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}


def test_nobody_is_let_in_by_a_resource(templates: list[Template]) -> None:
    """No policy of a function lets anybody invoke it: who may is said by the policies of those who do."""
    for template in templates:
        template.resource_count_is("AWS::Lambda::Permission", 0)
        template.resource_count_is("AWS::Lambda::Url", 0)


def service(permission: Permission) -> str:
    return permission.action.partition(":")[0]
