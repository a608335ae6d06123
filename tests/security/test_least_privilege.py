"""What each role may do, action by action, and every wildcard with its reason.

The resource types are those of the Service Authorization Reference:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html
"""

import re

import pytest
from aws_cdk.assertions import Template

from tests.constructs.support import ACCOUNT, GROUP_ARN, INSTANCE_ARN, resources
from tests.security.policies import REPLICA_ARN, Permission, app_of_everything, by_action, permissions_in

NUMBERS = f"arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/*"
NUMBERS_IN_REPLICA = f"arn:aws:connect:us-west-2:{ACCOUNT}:phone-number/*"
NUMBERS_ANYWHERE = f"arn:aws:connect:*:{ACCOUNT}:phone-number/*"

OF_THE_HANDLER = {
    "connect:SearchAvailablePhoneNumbers": {NUMBERS},
    "connect:ListPhoneNumbersV2": {NUMBERS},
    "connect:DescribePhoneNumber": {NUMBERS},
    "connect:ReleasePhoneNumber": {NUMBERS},
    "connect:UpdatePhoneNumberMetadata": {NUMBERS},
    "connect:TagResource": {NUMBERS},
    "connect:UntagResource": {NUMBERS},
    "connect:ClaimPhoneNumber": {NUMBERS, INSTANCE_ARN, GROUP_ARN},
    "connect:UpdatePhoneNumber": {NUMBERS, INSTANCE_ARN, GROUP_ARN},
    "connect:AssociatePhoneNumberContactFlow": {
        NUMBERS,
        NUMBERS_IN_REPLICA,
        f"{INSTANCE_ARN}/contact-flow/*",
        f"{REPLICA_ARN}/contact-flow/*",
    },
    "connect:DisassociatePhoneNumberContactFlow": {
        NUMBERS_ANYWHERE,
        f"arn:aws:connect:*:{ACCOUNT}:instance/*/contact-flow/*",
    },
    "connect:DescribeTrafficDistributionGroup": {f"arn:aws:connect:us-east-1:{ACCOUNT}:traffic-distribution-group/*"},
}
OF_THE_RECONCILIATION = {
    "connect:DescribePhoneNumber": {NUMBERS},
    "connect:ListPhoneNumbersV2": {NUMBERS},
    "connect:DescribeTrafficDistributionGroup": OF_THE_HANDLER["connect:DescribeTrafficDistributionGroup"],
}
DIRECTORIES = {f"arn:aws:ds:*:{ACCOUNT}:directory/*"}
SERVICE_LINKED_ROLES = {
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect*",
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/synchronization.connect.amazonaws.com/"
    "AWSServiceRoleForAmazonConnectSynchronization*",
}
OF_REPLICATED_INSTANCES = {
    "connect:DescribeInstance": {INSTANCE_ARN, REPLICA_ARN},
    "connect:ReplicateInstance": {INSTANCE_ARN},
    "connect:DeleteInstance": {REPLICA_ARN},
    "connect:ListTagsForResource": {REPLICA_ARN},
    "connect:TagResource": {REPLICA_ARN},
    "connect:CreateInstance": {"*"},
    "connect:ListInstances": {"*"},
    "ds:CheckAlias": {"*"},
    "ds:CreateDirectory": {"*"},
    "ds:CreateIdentityPoolDirectory": {"*"},
    "ds:DescribeDirectories": {"*"},
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

WILDCARDS = {
    # By action and resource; each is explained where the policy is made, and acknowledged for cdk-nag there.
    r"^connect:\w*(PhoneNumber|Resource)\w* .*:phone-number/\*$": "a number has its id once it is claimed",
    r"^connect:AssociatePhoneNumberContactFlow .*:instance/[0-9a-f-]+/contact-flow/\*$": "no cycle through flows",
    r"^connect:DisassociatePhoneNumberContactFlow .*:instance/\*/contact-flow/\*$": "flows no longer declared",
    r"^connect:DescribeTrafficDistributionGroup .*:traffic-distribution-group/\*$": "whose quota a number counts to",
    r"^servicequotas:GetServiceQuota \*$": "no resource type that is documented",
    r"^cloudtrail:LookupEvents \*$": "no resource type",
    r"^connect:(CreateInstance|ListInstances) \*$": "no resource type",
    r"^ds:(CheckAlias|CreateDirectory|CreateIdentityPoolDirectory|DescribeDirectories) \*$": "no resource type",
    r"^ds:\w+ arn:aws:ds:\*:\d+:directory/\*$": "made by the service",
    r"^logs:CreateLogGroup arn:aws:logs:\*:\d+:log-group:/aws/connect/\*$": "named by the service",
    r"^iam:\w+ arn:aws:iam::\d+:role/aws-service-role/": "the service adds an id to the name",
    # The Provider framework's own.
    r"^lambda:InvokeFunction <\w+\.Arn>:\*$": "any version of a function that has none",
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


def test_the_handler(permissions: list[Permission]) -> None:
    # The role is the shared provider's: the stack of the numbers imports it.
    handler = of_role(permissions, r"^<?(Shared:\w*)?ProviderIsCompleteRole")
    assert by_action(handler, "connect:") == OF_THE_HANDLER
    assert by_action(handler, "servicequotas:") == {"servicequotas:GetServiceQuota": {"*"}}
    [ledger] = set.union(*by_action(handler, "dynamodb:").values())
    assert re.fullmatch(r"<ProviderLedger\w+\.Arn>", ledger)
    [log] = set.union(*by_action(handler, "logs:").values())
    assert re.fullmatch(r"<ProviderIsCompleteLogs\w+\.Arn>", log)
    assert {service(each) for each in handler} == {"connect", "servicequotas", "dynamodb", "logs"}


def test_on_event(permissions: list[Permission]) -> None:
    on_event = of_role(permissions, "^<ProviderOnEventRole")
    assert {each.action for each in on_event} == {
        "dynamodb:GetItem",
        "dynamodb:UpdateItem",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    }


def test_the_reconciliation_changes_no_number(permissions: list[Permission]) -> None:
    reconcile = of_role(permissions, "^<ProviderReconcileRole")
    assert by_action(reconcile, "connect:") == OF_THE_RECONCILIATION
    assert by_action(reconcile, "cloudtrail:") == {"cloudtrail:LookupEvents": {"*"}}
    assert {service(each) for each in reconcile} == {"connect", "cloudtrail", "dynamodb", "logs"}


def test_replicated_instances(permissions: list[Permission]) -> None:
    replicated = of_role(permissions, "^<ConnectReplicatedInstanceProviderIsCompleteRole")
    own_log = {"logs:CreateLogStream", "logs:PutLogEvents"}
    assert by_action(each for each in replicated if each.action not in own_log) == OF_REPLICATED_INSTANCES
    conditions = {str(each.condition) for each in replicated if each.action == "iam:CreateServiceLinkedRole"}
    linked_to = ["connect.amazonaws.com", "synchronization.connect.amazonaws.com"]
    assert conditions == {str({"StringEquals": {"iam:AWSServiceName": linked_to}})}


@pytest.mark.parametrize("provider", ["Provider", "ConnectReplicatedInstanceProvider"])
def test_the_framework(permissions: list[Permission], provider: str) -> None:
    on_event = by_action(of_role(permissions, f"^<{provider}ProviderframeworkonEventRole"))
    is_complete = by_action(of_role(permissions, f"^<{provider}ProviderframeworkisCompleteRole"))
    own_log = {"logs:CreateLogStream", "logs:PutLogEvents"}
    assert on_event.keys() == {"lambda:InvokeFunction", "lambda:GetFunction", "states:StartExecution", *own_log}
    assert is_complete.keys() == {"lambda:InvokeFunction", "lambda:GetFunction", *own_log}
    handlers = rf"<{provider}(OnEvent|IsComplete)\w{{8}}\.Arn>"
    for role in (on_event, is_complete):
        assert all(re.fullmatch(handlers, resource) for resource in role["lambda:GetFunction"])
        assert all(re.fullmatch(rf"{handlers}(:\*)?", resource) for resource in role["lambda:InvokeFunction"])
        assert all(
            re.fullmatch(rf"<{provider}ProviderLogs\w+\.Arn>", log) for action in own_log for log in role[action]
        )
    waiter = by_action(of_role(permissions, f"^<{provider}waiterstatemachine"))
    assert waiter.keys() == {"lambda:InvokeFunction"}


def test_every_wildcard_has_a_reason(permissions: list[Permission]) -> None:
    with_wildcards = {f"{each.action} {each.resource}" for each in permissions if "*" in each.action + each.resource}
    unexplained = [each for each in with_wildcards if not any(re.search(known, each) for known in WILDCARDS)]
    assert unexplained == []
    unused = [known for known in WILDCARDS if not any(re.search(known, each) for each in with_wildcards)]
    assert unused == [], "what is explained is there"


def test_no_managed_policy_is_attached(templates: list[Template]) -> None:
    roles = [role["Properties"] for template in templates for role in resources(template, "AWS::IAM::Role").values()]
    assert len(roles) > 8
    assert [role for role in roles if role.get("ManagedPolicyArns")] == []


def test_roles_are_assumed_by_the_services_that_run_them(templates: list[Template]) -> None:
    for template in templates:
        for logical_id, role in resources(template, "AWS::IAM::Role").items():
            [statement] = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
            service = "states" if "waiterstatemachine" in logical_id else "lambda"
            assert statement["Principal"] == {"Service": f"{service}.amazonaws.com"}


def test_nobody_is_let_in_by_a_resource(templates: list[Template]) -> None:
    """No policy of a function lets anybody invoke it: who may is said by the policies of those who do."""
    for template in templates:
        template.resource_count_is("AWS::Lambda::Permission", 0)
        template.resource_count_is("AWS::Lambda::Url", 0)


def service(permission: Permission) -> str:
    return permission.action.partition(":")[0]
