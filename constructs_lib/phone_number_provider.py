"""The functions behind phone numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self, cast

from aws_cdk import Duration, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from .acknowledged_findings import acknowledge_wildcards
from .construct_path import construct_path
from .handler_function import HandlerFunction
from .perms import BEGIN_ACTIONS, LEDGER_ACTIONS
from .phone_number_claim import PhoneNumberClaim
from .phone_number_ledger import PhoneNumberLedger
from .phone_number_permissions import ACCOUNT_WILDCARDS, PhoneNumberPermissions, account_statements
from .provider_framework import ProviderFramework
from .reconcile_function import ReconcileFunction
from .validation.phone_number_validation_error import raise_findings
from .validation.provider_arguments_rules import provider_arguments_findings

_STACK_PROVIDER_ID = "ConnectPhoneNumberProvider"


class PhoneNumberProvider(Construct):
    """The handler's functions, the CDK Provider framework that calls them, and the ledger.

    Share one among the stacks of an account and Region: the claims of several ledgers know nothing of each other, nor
    of what the others have used of the quotas. The policies of some 20 stacks fit on its role:
    `InlinePolicyCheck` says at synthesis when they do not.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        ledger_table: dynamodb.ITable | None = None,
        phone_numbers_per_instance: int | None = None,
        query_interval: Duration | None = None,
        log_retention: logs.RetentionDays = logs.RetentionDays.SIX_MONTHS,
    ) -> None:
        """Create the provider.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            ledger_table: a table with the string keys `PK` and `SK` and the time-to-live attribute `ExpiresAt`.
                Default: a new one, on demand, with point-in-time recovery, kept when the stack is deleted.
            phone_numbers_per_instance: the quota to assume of an instance whose own Service Quotas does not tell.
                Default: 5, the service's default.
            query_interval: time between two looks at a number that is not ready: whole seconds that divide 50 minutes.
                Default: 5 seconds.
            log_retention: how long logs are kept. Default: 6 months, as long as claims and releases count.

        Raises:
            PhoneNumberValidationError: any of it is wrong; nothing was added to the construct tree.
        """
        raise_findings(
            construct_path(scope, id),
            provider_arguments_findings(ledger_table, phone_numbers_per_instance, query_interval, log_retention),
        )
        super().__init__(scope, id)
        self._phone_numbers_per_instance = phone_numbers_per_instance
        self._ledger_table = ledger_table or PhoneNumberLedger(self, "Ledger")
        self._on_event = self._function("OnEvent", "on_event", Duration.seconds(30), log_retention)
        self._is_complete = self._function("IsComplete", "is_complete", Duration.seconds(60), log_retention)
        self._grant_ledger(self._on_event, BEGIN_ACTIONS)
        self._grant_ledger(self._is_complete, LEDGER_ACTIONS)
        for statement in account_statements(Stack.of(self)):
            self._is_complete.add_to_role_policy(statement)
        acknowledge_wildcards(self._role, ACCOUNT_WILDCARDS)
        if phone_numbers_per_instance is not None:
            self._is_complete.add_environment("PHONE_NUMBERS_PER_INSTANCE", str(phone_numbers_per_instance))
        self._reconcile = ReconcileFunction(
            self, "Reconcile", ledger_table=self._ledger_table, log_retention=log_retention
        )
        self._provider = ProviderFramework(
            self,
            "Provider",
            on_event=self._on_event,
            is_complete=self._is_complete,
            query_interval=query_interval or Duration.seconds(5),
            log_retention=log_retention,
        )

    @classmethod
    def of_stack(cls, scope: Construct) -> Self:
        """The provider of the scope's stack, created when it is first asked for.

        Raises:
            TypeError: the stack has another construct of its id.
        """
        stack = Stack.of(scope)
        existing = stack.node.try_find_child(_STACK_PROVIDER_ID)
        if existing is None:
            return cls(stack, _STACK_PROVIDER_ID)
        if not isinstance(existing, cls):
            raise TypeError(
                f"{existing.node.path} is not a {cls.__name__}: give it another id, or give the numbers a provider."
            )
        return existing

    @property
    def service_token(self) -> str:
        """The ServiceToken of custom resources that this provider serves."""
        return self._provider.service_token

    @property
    def ledger_table(self) -> dynamodb.ITable:
        """The ledger."""
        return self._ledger_table

    @property
    def phone_numbers_per_instance(self) -> int | None:
        """The quota that is assumed where Service Quotas does not tell; None where none was given."""
        return self._phone_numbers_per_instance

    @property
    def on_event_function(self) -> lambda_.IFunction:
        """The function that hears of an operation first. It touches no number."""
        return self._on_event

    @property
    def is_complete_function(self) -> lambda_.IFunction:
        """The function that claims, changes and releases, called until it is done."""
        return self._is_complete

    @property
    def reconcile_function(self) -> lambda_.IFunction:
        """The function that rebuilds the ledger, invoked by an operator: see `ReconcileFunction`."""
        return self._reconcile

    def permissions(self, scope: Construct, claim: PhoneNumberClaim) -> PhoneNumberPermissions:
        """The policy, of the scope's stack, that allows a claim and those that were allowed before.

        A custom resource has to depend on it: it must be there before the number is and for longer.
        """
        stack = Stack.of(scope)
        id = f"ConnectPhoneNumberPermissions{self.node.addr[-8:]}"
        permissions = stack.node.try_find_child(id)
        if permissions is None:
            permissions = PhoneNumberPermissions(stack, id, role=self._role)
        permissions = cast(PhoneNumberPermissions, permissions)
        permissions.allow(claim)
        return permissions

    def _function(self, id: str, handler: str, timeout: Duration, log_retention: logs.RetentionDays) -> HandlerFunction:
        return HandlerFunction(
            self,
            id,
            handler=f"connect_phone_numbers.handler.{handler}",
            description=f"Amazon Connect phone numbers: {handler}",
            timeout=timeout,
            log_retention=log_retention,
            environment={"LEDGER_TABLE_NAME": self._ledger_table.table_name},
        )

    @property
    def _role(self) -> iam.IRole:
        role = self._is_complete.role
        if role is None:
            raise RuntimeError(f"{self._is_complete.node.path} has no role.")
        return role

    def _grant_ledger(self, function: lambda_.IFunction, actions: Sequence[str]) -> None:
        self._ledger_table.grant(function, *actions)
        if self._ledger_table.encryption_key is not None:
            self._ledger_table.encryption_key.grant_encrypt_decrypt(function)
