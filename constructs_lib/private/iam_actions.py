"""IAM actions, sorted, by what they are for.

Which resource types they have: https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html
"""

from __future__ import annotations

# What a number grants to others.
READ_ACTIONS = ("connect:DescribePhoneNumber",)
UPDATE_ACTIONS = ("connect:UpdatePhoneNumberMetadata",)
CONTACT_FLOW_ACTIONS = (
    "connect:AssociatePhoneNumberContactFlow",
    "connect:DisassociatePhoneNumberContactFlow",
)

# What the function does to numbers.
OWN_ACTIONS = (
    "connect:DescribePhoneNumber",
    "connect:ListPhoneNumbersV2",
    "connect:ReleasePhoneNumber",
    "connect:SearchAvailablePhoneNumbers",
    "connect:TagResource",
    "connect:UntagResource",
    "connect:UpdatePhoneNumberMetadata",
)
"""What it does to numbers alone."""
MOVE_ACTIONS = ("connect:UpdatePhoneNumber",)
CLAIM_ACTIONS = ("connect:ClaimPhoneNumber", *MOVE_ACTIONS)
"""What needs the target's permission beside the number's."""
IMPORT_ACTIONS = ("connect:ImportPhoneNumber",)
"""What needs the instance's permission beside the number's, for numbers that are imported."""
IMPORT_SOURCE_ACTIONS = ("sms-voice:DescribePhoneNumbers",)
"""What the import does in its caller's name, on the number in AWS End User Messaging: as the handler of the type
AWS::Connect::PhoneNumber has it."""
ASSOCIATE_ACTIONS = ("connect:AssociatePhoneNumberContactFlow",)
"""What needs the flow's permission beside the number's."""
DISASSOCIATE_ACTIONS = ("connect:DisassociatePhoneNumberContactFlow",)
FLOW_ASSOCIATION_ACTIONS = ("connect:BatchGetFlowAssociation",)
"""Which flow a number that is adopted has; allowed on its instance."""
TRAFFIC_DISTRIBUTION_GROUP_ACTIONS = ("connect:DescribeTrafficDistributionGroup",)
QUOTA_ACTIONS = ("servicequotas:GetServiceQuota",)
DEFAULT_QUOTA_ACTIONS = ("servicequotas:GetAWSDefaultServiceQuota",)
TRAIL_ACTIONS = ("cloudtrail:LookupEvents",)
"""What was claimed and released in 90 days, for a ledger that is rebuilt."""

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
"""What DynamoDB does in the name of who makes and uses a table with a key of its own.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
"""

# Replicated instances: what it takes to create an instance is needed as well.
# https://docs.aws.amazon.com/connect/latest/adminguide/security-iam-amazon-connect-permissions.html
SOURCE_ACTIONS = ("connect:DescribeInstance", "connect:ReplicateInstance")
REPLICA_ACTIONS = (
    "connect:DeleteInstance",
    "connect:DescribeInstance",
    "connect:ListTagsForResource",
    "connect:TagResource",
)
CREATE_INSTANCE_ACTIONS = (
    "connect:CreateInstance",
    "connect:ListInstances",
    "ds:CheckAlias",
    "ds:CreateDirectory",
    "ds:CreateIdentityPoolDirectory",
    "ds:DescribeDirectories",
    "servicequotas:GetServiceQuota",
)
"""What the service does in its caller's name; these have no resource type."""
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
