"""IAM actions, grouped by purpose and sorted.

Their resource types: https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html
"""

from __future__ import annotations

# Actions that a number's grants allow others.
READ_ACTIONS = ("connect:DescribePhoneNumber",)
UPDATE_ACTIONS = ("connect:UpdatePhoneNumberMetadata",)

# Actions of the function on numbers.
OWN_ACTIONS = (
    "connect:DescribePhoneNumber",
    "connect:ListPhoneNumbersV2",
    "connect:ReleasePhoneNumber",
    "connect:SearchAvailablePhoneNumbers",
    "connect:TagResource",
    "connect:UntagResource",
    "connect:UpdatePhoneNumberMetadata",
)
"""Actions on numbers only."""
MOVE_ACTIONS = ("connect:UpdatePhoneNumber",)
CLAIM_ACTIONS = ("connect:ClaimPhoneNumber", *MOVE_ACTIONS)
"""Actions that need permission on the target as well as on the number."""
IMPORT_ACTIONS = ("connect:ImportPhoneNumber",)
"""Actions that need permission on the instance as well as on the number, to import numbers."""
IMPORT_SOURCE_ACTIONS = ("sms-voice:DescribePhoneNumbers",)
"""The import needs it in its caller's name, on the number in AWS End User Messaging. The handler of the type
AWS::Connect::PhoneNumber has it, too."""
ASSOCIATE_ACTIONS = ("connect:AssociatePhoneNumberContactFlow",)
"""Actions that need permission on the flow as well as on the number."""
DISASSOCIATE_ACTIONS = ("connect:DisassociatePhoneNumberContactFlow",)
FLOW_ASSOCIATION_ACTIONS = ("connect:BatchGetFlowAssociation",)
"""Reads the flow of a number that is adopted; allowed on the number's instance."""
INSTANCE_ACTIONS = ("connect:DescribeInstance",)
"""Whether an instance can take numbers yet."""
DIRECTORIES_ACTIONS = ("ds:DescribeDirectories",)
"""DescribeInstance needs it in its caller's name: the service's reference names it as dependent action. It has no
resource type."""
TRAFFIC_DISTRIBUTION_GROUP_ACTIONS = ("connect:DescribeTrafficDistributionGroup",)
QUOTA_ACTIONS = ("servicequotas:GetServiceQuota",)
QUOTA_INCREASE_ACTIONS = ("servicequotas:RequestServiceQuotaIncrease",)
QUOTA_HISTORY_ACTIONS = ("servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota",)
DEFAULT_QUOTA_ACTIONS = ("servicequotas:GetAWSDefaultServiceQuota",)
TRAIL_ACTIONS = ("cloudtrail:LookupEvents",)
"""Reads the claims and releases of 90 days, to rebuild a ledger."""

# The scheduled look for drift.
STACK_RESOURCE_ACTIONS = ("cloudformation:DescribeStackResource",)
"""Whether a stack still has a number: CloudFormation tells nobody when it retains one."""
DRIFT_EVENT_ACTIONS = ("events:PutEvents",)

# The ledger.
LEDGER_ACTIONS = (
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
)
"""TransactWriteItems asks for the actions of what it writes. A table just made is waited for."""
MAKE_LEDGER_ACTIONS = (
    "dynamodb:CreateTable",
    "dynamodb:DescribeContinuousBackups",
    "dynamodb:TagResource",
    "dynamodb:UpdateContinuousBackups",
    "dynamodb:UpdateTimeToLive",
)
LEDGER_KEY_ACTIONS = (
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)
"""DynamoDB needs them in the name of the role that makes and uses a table with its own key.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
"""

# Replicated instances: to replicate one needs the permissions to create one.
# https://docs.aws.amazon.com/connect/latest/adminguide/security-iam-amazon-connect-permissions.html
REPLICATE_ACTIONS = ("connect:ReplicateInstance",)
READ_REPLICA_ACTIONS = ("connect:DescribeInstance", "connect:ListTagsForResource")
"""Whether an instance or a replica is there, and whose the replica is."""
GROUPS_OF_REPLICA_ACTIONS = ("connect:ListTrafficDistributionGroups",)
"""Whether the groups of a replica are being deleted, which it has to wait for."""
DELETE_REPLICA_ACTIONS = ("connect:DeleteInstance",)
TAG_REPLICA_ACTIONS = ("connect:TagResource",)
DISTRIBUTION_ACTIONS = ("connect:GetTrafficDistribution", "connect:UpdateTrafficDistribution")
ASSOCIATE_USER_ACTIONS = ("connect:AssociateTrafficDistributionGroupUser",)
DISASSOCIATE_USER_ACTIONS = (
    "connect:DescribeUser",
    "connect:DisassociateTrafficDistributionGroupUser",
    "connect:SearchUsers",
)
"""The association needs the two actions about users, too: the service's reference names them as dependent actions."""
CREATE_INSTANCE_ACTIONS = (
    "connect:CreateInstance",
    "connect:ListInstances",
    "ds:CheckAlias",
    "ds:CreateDirectory",
    "ds:CreateIdentityPoolDirectory",
    "ds:DescribeDirectories",
    "servicequotas:GetServiceQuota",
)
"""Actions that the service does in its caller's name; they have no resource type."""
DIRECTORY_ACTIONS = (
    "ds:AuthorizeApplication",
    "ds:CreateAlias",
    "ds:DeleteDirectory",
    "ds:UnauthorizeApplication",
)
"""The service makes the replica's directory, whose id is not known before."""
LOG_GROUP_ACTIONS = ("logs:CreateLogGroup",)
"""For the replica's flow logs."""
CREATE_SERVICE_LINKED_ROLE_ACTIONS = ("iam:CreateServiceLinkedRole",)
SERVICE_LINKED_ROLE_ACTIONS = ("iam:AttachRolePolicy", "iam:PutRolePolicy")
"""For the replica's role and for that of the synchronization of both."""
