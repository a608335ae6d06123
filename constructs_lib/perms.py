"""IAM actions, sorted, by what they are for.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html
"""

from __future__ import annotations

READ_ACTIONS = ("connect:DescribePhoneNumber",)
UPDATE_ACTIONS = ("connect:UpdatePhoneNumberMetadata",)
CONTACT_FLOW_ACTIONS = (
    "connect:AssociatePhoneNumberContactFlow",
    "connect:DisassociatePhoneNumberContactFlow",
)

OWN_ACTIONS = (
    "connect:DescribePhoneNumber",
    "connect:ListPhoneNumbersV2",
    "connect:ReleasePhoneNumber",
    "connect:SearchAvailablePhoneNumbers",
    "connect:TagResource",
    "connect:UntagResource",
    "connect:UpdatePhoneNumberMetadata",
)
"""What the handler does to numbers alone."""
CLAIM_ACTIONS = ("connect:ClaimPhoneNumber", "connect:UpdatePhoneNumber")
"""What needs the target's permission beside the number's."""
ASSOCIATE_ACTIONS = ("connect:AssociatePhoneNumberContactFlow",)
"""What needs the flow's permission beside the number's."""
DISASSOCIATE_ACTIONS = ("connect:DisassociatePhoneNumberContactFlow",)
TRAFFIC_DISTRIBUTION_GROUP_ACTIONS = ("connect:DescribeTrafficDistributionGroup",)
QUOTA_ACTIONS = ("servicequotas:GetServiceQuota",)

LEDGER_ACTIONS = (
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)
"""TransactWriteItems asks for the actions of what it writes."""
BEGIN_ACTIONS = ("dynamodb:GetItem", "dynamodb:UpdateItem")
"""What on_event notes in the ledger: that an operation has begun."""
