"""The function that rebuilds a provider's ledger."""

from __future__ import annotations

from aws_cdk import Duration, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from .acknowledged_findings import acknowledge_wildcards
from .handler_function import HandlerFunction
from .reconcile_perms import GROUP_ACTIONS, LEDGER_ACTIONS, NUMBER_ACTIONS, TRAIL_ACTIONS

_WILDCARDS = {
    r":phone-number/\*$": "It looks at every number, to know whose it is.",
    r":traffic-distribution-group/\*$": "A number may be found at any group, and counts to the quota of its instance.",
    r"^\*$": "cloudtrail:LookupEvents has no resource type.",
}


class ReconcileFunction(HandlerFunction):
    """Compares the ledger with the numbers' tags and CloudTrail's event history, and writes what it lacks.

    Nothing invokes it but an operator, with `{"DryRun": true}` to see what it would do. It costs nothing meanwhile.
    """

    def __init__(
        self, scope: Construct, id: str, *, ledger_table: dynamodb.ITable, log_retention: logs.RetentionDays
    ) -> None:
        """Create the function and allow it to read numbers and CloudTrail, and to write the ledger.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            ledger_table: the ledger.
            log_retention: how long its log is kept.
        """
        super().__init__(
            scope,
            id,
            handler="connect_phone_numbers.reconciliation.handler",
            description="Amazon Connect phone numbers: rebuild the ledger",
            # Lambda's longest: every number is described, at 2 requests per second.
            timeout=Duration.minutes(15),
            log_retention=log_retention,
            environment={"LEDGER_TABLE_NAME": ledger_table.table_name},
        )
        stack = Stack.of(self)
        phone_numbers = stack.format_arn(service="connect", resource="phone-number", resource_name="*")
        groups = stack.format_arn(service="connect", resource="traffic-distribution-group", resource_name="*")
        if self.role is not None:
            acknowledge_wildcards(self.role, _WILDCARDS)
        self._allow(NUMBER_ACTIONS, phone_numbers)
        self._allow(GROUP_ACTIONS, groups)
        self._allow(TRAIL_ACTIONS, "*")  # has no resource type
        ledger_table.grant(self, *LEDGER_ACTIONS)
        if ledger_table.encryption_key is not None:
            ledger_table.encryption_key.grant_encrypt_decrypt(self)

    def _allow(self, actions: tuple[str, ...], resource: str) -> None:
        self.add_to_role_policy(iam.PolicyStatement(actions=list(actions), resources=[resource]))
