"""The table in which the handler records what it claims."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct


class PhoneNumberLedger(dynamodb.Table):
    """The ledger: claims, leases on candidates, and every claim and release with its time.

    It is kept when its stack is deleted: no API tells the claims and releases of the last 180 days, which the service
    counts (https://docs.aws.amazon.com/connect/latest/APIReference/API_ClaimPhoneNumber.html). It is therefore
    protected against deletion by hand, too, which a table without a stack invites, and can be restored to any second
    of the last 35 days. It is encrypted with DynamoDB's own key: who needs another brings a table.
    """

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(
            scope,
            id,
            partition_key=dynamodb.Attribute(name="PK", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="SK", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            time_to_live_attribute="ExpiresAt",
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=True,
            removal_policy=RemovalPolicy.RETAIN,
        )
