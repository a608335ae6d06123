"""IAM actions of the reconciliation, sorted. It reads Amazon Connect and changes nothing there."""

from __future__ import annotations

NUMBER_ACTIONS = ("connect:DescribePhoneNumber", "connect:ListPhoneNumbersV2")
GROUP_ACTIONS = ("connect:DescribeTrafficDistributionGroup",)
TRAIL_ACTIONS = ("cloudtrail:LookupEvents",)
LEDGER_ACTIONS = (
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
)
"""TransactWriteItems asks for the actions of what it writes."""
