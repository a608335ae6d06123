"""The function and the state machine behind phone numbers."""

from __future__ import annotations

from functools import cached_property
from typing import Self, TypeVar
from weakref import WeakKeyDictionary

from aws_cdk import CfnResource, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as stepfunctions
from aws_cdk.interfaces.aws_connect import IInstanceRef
from constructs import Construct, Node

from .private.acknowledged_findings import acknowledge, acknowledge_wildcards
from .private.connect_arn import instance_arn
from .private.drift_schedule import STACKS_WILDCARD, allow_drift_looks, schedule_drift_looks
from .private.environment import construct_path
from .private.handler_function import HandlerFunction
from .private.inline_policy_check import InlinePolicyCheck, StackPolicy
from .private.ledger_access import Ledger
from .private.phone_number_claim import PhoneNumberClaim
from .private.phone_number_policies import ACCOUNT_WILDCARDS, PhoneNumberPermissions, account_statements
from .private.quota_check import QuotaCheck
from .private.quota_increase_policies import QuotaIncreasePermissions
from .private.replication_policies import ReplicationPermissions
from .private.state_machine_definition import state_machine_definition
from .private.traffic_distribution_policies import TrafficDistributionPermissions
from .validation.finding import raise_findings
from .validation.provider_rules import (
    drift_schedule_findings,
    ledger_findings,
    log_retention_findings,
    parking_target_findings,
    quota_findings,
)
from .validation.rule import flag_findings

P = TypeVar("P", bound=StackPolicy)

_STACK_PROVIDER_ID = "ConnectPhoneNumberProvider"
_DISTRIBUTION_POLICY_ID = "ConnectTrafficDistributionPermissions"
_NO_LOG = (
    "An execution's history is its log, kept for 90 days: the input names a record of the ledger and holds no secret, "
    "and each step says why it waits. The function's own log has the details."
)
_NO_TRACE = (
    "An execution calls one function and waits; its history times every call. A trace would add nothing but its price "
    "and the permission to write any trace of the account."
)


_NODES: WeakKeyDictionary[Stack, Node] = WeakKeyDictionary()
"""The stacks' nodes. Each is read once, and not for each number: a node never changes."""


class PhoneNumberProvider(Construct):
    """The function that claims, changes and releases numbers, and the state machine that calls it step by step.

    A stack has a provider of its own, unless its numbers are given another. All providers of an account and Region
    share one ledger, which belongs to no stack. So each provider knows how much of the quotas the others have used.

    Stacks of one account and Region may share a provider. The policies of some 18 stacks fit on its role, and synthesis
    says when they do not.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        ledger_table: dynamodb.ITable | None = None,
        ledger_key: kms.IKey | None = None,
        parking_target: IInstanceRef | str | None = None,
        phone_numbers_per_instance: int | None = None,
        unsuccessful_claims_count: bool = True,
        log_retention: logs.RetentionDays = logs.RetentionDays.SIX_MONTHS,
        drift_schedule: events.Schedule | None = None,
    ) -> None:
        """Create the provider.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            ledger_table: a table with the string keys `PK` and `SK` and the time-to-live attribute `ExpiresAt`.
                Default: the table `ConnectPhoneNumberLedger`, which all providers of the account and Region share. The
                function makes it when it is first needed, with point-in-time recovery and deletion protection. It
                outlives every stack.
            ledger_key: the key that encrypts that default table, from its creation on. Default: DynamoDB's own key.
            parking_target: an instance, or its ARN. A number is moved to it and parked there if its own target is
                deleted with its stack. Default: none.
            phone_numbers_per_instance: the quota to assume if Service Quotas gives none for an instance.
                Default: 5, the service's default.
            unsuccessful_claims_count: whether claims that Amazon Connect refuses, or that end FAILED, count towards
                the claims and releases of 180 days. AWS does not say. Default: they do, which is the safe side.
            log_retention: how long the log is kept. Default: 6 months, as long as claims and releases count.
            drift_schedule: when to look for numbers that were changed by hand. A look covers every stack of the account
                and Region: one provider with a schedule is enough. Default: never.

        Raises:
            PhoneNumberValidationError: an argument is wrong; nothing was added to the construct tree.
        """
        path = construct_path(scope, id)
        parking_target_arn = None if parking_target is None else instance_arn(parking_target)
        raise_findings(
            path,
            ledger_findings(ledger_table, ledger_key)
            + parking_target_findings(parking_target_arn, Stack.of(scope))
            + quota_findings(phone_numbers_per_instance)
            + flag_findings("InvalidCount", "unsuccessful_claims_count", unsuccessful_claims_count)
            + log_retention_findings(log_retention)
            + drift_schedule_findings(drift_schedule),
        )
        super().__init__(scope, id)
        self._phone_numbers_per_instance = phone_numbers_per_instance
        self._ledger = Ledger(Stack.of(self), ledger_table, ledger_key)
        self._role = self._make_role()
        environment = self._ledger.environment() | _given(
            PHONE_NUMBERS_PER_INSTANCE=phone_numbers_per_instance,
            PARKING_TARGET_ARN=parking_target_arn,
            UNSUCCESSFUL_CLAIMS_COUNT=None if unsuccessful_claims_count else "false",
        )
        self._function = HandlerFunction(
            self, "Function", role=self._role, environment=environment, log_retention=log_retention
        )
        self._service_token = self._function.function_arn
        if drift_schedule is not None:
            allow_drift_looks(self._role)
            schedule_drift_looks(self, "DriftSchedule", drift_schedule, self._function)
        self._state_machine = self._make_state_machine()
        self._steps = self._allow_steps()
        self._policies: dict[tuple[Stack, str], StackPolicy] = {}
        if id != _STACK_PROVIDER_ID:
            self._export()

    @classmethod
    def of_stack(cls, scope: Construct) -> Self:
        """The own provider of the scope's stack. The first call creates it.

        Raises:
            TypeError: the stack has another construct with the provider's id.
        """
        stack = scope if isinstance(scope, Stack) else Stack.of(scope)
        if stack not in _NODES:
            _NODES[stack] = stack.node
        existing = _NODES[stack].try_find_child(_STACK_PROVIDER_ID) or cls(stack, _STACK_PROVIDER_ID)
        if not isinstance(existing, cls):
            raise TypeError(
                f"{existing.node.path} is not a {cls.__name__}: give it another id, or give the numbers a provider."
            )
        return existing

    @property
    def service_token(self) -> str:
        """The ServiceToken of custom resources that this provider serves: the function's ARN."""
        return self._service_token

    @property
    def function(self) -> lambda_.IFunction:
        """The function: it takes CloudFormation's events, the steps of their operations, and the operator's events."""
        return self._function

    @property
    def state_machine(self) -> stepfunctions.IStateMachine:
        """The state machine: an execution is the life of one operation, from CloudFormation's event to the answer."""
        return self._state_machine

    @property
    def ledger_table_name(self) -> str:
        """The name of the ledger's table. It is a token if the table was given as a construct."""
        return self._ledger.table_name

    @property
    def phone_numbers_per_instance(self) -> int | None:
        """The quota to assume if Service Quotas gives none. None if the provider has no such value."""
        return self._phone_numbers_per_instance

    @cached_property
    def quota_check(self) -> QuotaCheck:
        """The check that counts the numbers of the provider's app."""
        return QuotaCheck.of_app(self)

    def allow_claim(self, stack: Stack, claim: PhoneNumberClaim) -> CfnResource:
        """Allow one more claim of a stack.

        Returns:
            The policy that the custom resource has to depend on.
        """
        permissions = self._policy_of_stack(stack, "ConnectPhoneNumberPermissions", PhoneNumberPermissions)
        permissions.allow(claim)
        return permissions.resource

    def allow_replication(self, stack: Stack, instance_arn: str, replica_arn: str) -> CfnResource:
        """Allow a stack's resource to replicate an instance, and to delete the replica.

        Returns:
            The policy that the custom resource has to depend on.
        """
        permissions = self._policy_of_stack(stack, "ConnectReplicationPermissions", ReplicationPermissions)
        permissions.allow(instance_arn, replica_arn)
        return permissions.resource

    def allow_quota_increase(self, stack: Stack) -> CfnResource:
        """Allow a stack's resource to ask for a higher quota of phone numbers.

        Returns:
            The policy that the custom resource has to depend on.
        """
        return self._policy_of_stack(stack, "ConnectQuotaIncreasePermissions", QuotaIncreasePermissions).resource

    def allow_distribution(self, stack: Stack) -> CfnResource:
        """Allow a stack's resource to change the traffic distribution of groups.

        Returns:
            The policy that the custom resource has to depend on.
        """
        permissions = self._policy_of_stack(stack, _DISTRIBUTION_POLICY_ID, TrafficDistributionPermissions)
        permissions.allow_distribution()
        return permissions.resource

    def allow_group_user(self, stack: Stack, group_arn: str, user_arn: str, instance_arn: str) -> CfnResource:
        """Allow a stack's resource to associate an instance's user with a group.

        Returns:
            The policy that the custom resource has to depend on.
        """
        permissions = self._policy_of_stack(stack, _DISTRIBUTION_POLICY_ID, TrafficDistributionPermissions)
        permissions.allow_user(group_arn, user_arn, instance_arn)
        return permissions.resource

    def _policy_of_stack(self, stack: Stack, id: str, policy: type[P]) -> P:
        existing = self._policies.get((stack, id))
        if isinstance(existing, policy):
            return existing
        made = policy(stack, f"{id}{self.node.addr[-8:]}", role=self._role, after=self._steps)
        self._policies[stack, id] = made
        return made

    def _make_role(self) -> iam.Role:
        services = [iam.ServicePrincipal(f"{service}.amazonaws.com") for service in ("lambda", "states")]
        role = iam.Role(self, "Role", assumed_by=iam.CompositePrincipal(*services))
        self._ledger.grant(role)
        for statement in account_statements(Stack.of(self)):
            role.add_to_policy(statement)
        acknowledge_wildcards(role, {**ACCOUNT_WILDCARDS, **STACKS_WILDCARD})
        return role

    def _make_state_machine(self) -> stepfunctions.StateMachine:
        stack = Stack.of(self)
        definition = state_machine_definition(self._function.function_arn, partition=stack.partition)
        state_machine = stepfunctions.StateMachine(
            self,
            "StateMachine",
            # The function derives the state machine's ARN from its own name: so neither depends on the other.
            state_machine_name=self._function.function_name,
            definition_body=stepfunctions.DefinitionBody.from_string(stack.to_json_string(definition)),
            role=self._role,
        )
        acknowledge(state_machine, "AwsSolutions-SF1", _NO_LOG)
        acknowledge(state_machine, "AwsSolutions-SF2", _NO_TRACE)
        return state_machine

    def _allow_steps(self) -> iam.Policy:
        """Let function and state machine call each other. In the role's own policy, each would depend on the other."""
        steps = iam.Policy(self, "Steps", roles=[self._role])
        for action, resource in (
            ("lambda:InvokeFunction", self._function.function_arn),
            ("states:StartExecution", self._state_machine.state_machine_arn),
        ):
            steps.add_statements(iam.PolicyStatement(actions=[action], resources=[resource]))
        InlinePolicyCheck.of_role(self._role).declare(steps)
        return steps

    def _export(self) -> None:
        """Export the values in any case. CDK would end an export with its last use, before the other stack changes."""
        for value in (self.service_token, self._role.role_name):
            Stack.of(self).export_value(value)


def _given(**variables: str | int | None) -> dict[str, str]:
    """The environment variables that have a value."""
    return {name: str(value) for name, value in variables.items() if value is not None}
