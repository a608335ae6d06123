"""The ledger's table in a provider. No stack owns the ledger of the account and Region."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from .iam_actions import LEDGER_ACTIONS, LEDGER_KEY_ACTIONS, MAKE_LEDGER_ACTIONS

LEDGER_TABLE_NAME = "ConnectPhoneNumberLedger"
"""The function makes this table when it is first needed. Nothing deletes it: claims and releases count for 180 days."""


class Ledger:
    """The ledger's table: the default table of the account and Region, or the table that the provider was given."""

    def __init__(self, stack: Stack, table: dynamodb.ITable | None, key: kms.IKey | None) -> None:
        self._stack = stack
        self._table = table
        self._key = key

    @property
    def table_name(self) -> str:
        """The table's name. It is a token if the table was given as a construct."""
        return LEDGER_TABLE_NAME if self._table is None else self._table.table_name

    def environment(self) -> dict[str, str]:
        """The function's environment variables about the ledger."""
        environment = {"LEDGER_TABLE_NAME": self.table_name}
        if self._table is None:
            environment["LEDGER_IS_OURS"] = "true"
        if self._key is not None:
            environment["LEDGER_KEY_ARN"] = self._key.key_arn
        return environment

    def grant(self, role: iam.Role) -> None:
        """Let the role use the table. If the provider was given no table, the role may also make it."""
        if self._table is not None:
            self._table.grant(role, *LEDGER_ACTIONS)
            if self._table.encryption_key is not None:
                self._table.encryption_key.grant_encrypt_decrypt(role)
            return
        table_arn = self._stack.format_arn(service="dynamodb", resource="table", resource_name=LEDGER_TABLE_NAME)
        actions = sorted([*LEDGER_ACTIONS, *MAKE_LEDGER_ACTIONS])
        role.add_to_policy(iam.PolicyStatement(actions=actions, resources=[table_arn]))
        if self._key is not None:
            self._grant_key(role, self._key)

    def _grant_key(self, role: iam.Role, key: kms.IKey) -> None:
        # DynamoDB alone may use it in the role's name.
        via = {"StringEquals": {"kms:ViaService": f"dynamodb.{self._stack.region}.{self._stack.url_suffix}"}}
        role.add_to_policy(
            iam.PolicyStatement(actions=list(LEDGER_KEY_ACTIONS), resources=[key.key_arn], conditions=via)
        )
