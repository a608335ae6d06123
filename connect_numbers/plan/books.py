"""The accounts that a plan goes through: one for each ledger that its stacks use, over the same numbers."""

from __future__ import annotations

from collections.abc import Mapping

from connect_phone_numbers.core.claim import Claim
from connect_phone_numbers.core.identity import Resource, owner
from connect_phone_numbers.core.quota import DEFAULT_QUOTA, QuotaUse
from connect_phone_numbers.phone_number import PhoneNumber
from connect_phone_numbers.service_quotas import ServiceQuotas

from ..account.targets import Targets
from ..aws.aws import Aws
from ..ledger.provider import Providers
from ..ledger.snapshot import Ledger, empty_ledger
from ..ledger.which import open_ledger
from ..quota.instance_quota import instance_quota
from .change import StackChange
from .state import PlannedAccount
from .unknown import Unknown


class Books:
    """What is known of the account, by ledger."""

    def __init__(
        self,
        aws: Aws,
        targets: Targets,
        providers: Providers,
        numbers: Mapping[str, PhoneNumber],
        *,
        now: int,
        table: str | None,
    ) -> None:
        """Start from the account as it is.

        Args:
            aws: the account and Region.
            targets: its instances and groups.
            providers: its providers.
            numbers: those held, by number.
            now: in seconds since the epoch.
            table: of the ledger to use for all stacks; None for each stack's own.
        """
        self._aws = aws
        self._targets = targets
        self._providers = providers
        self._numbers = dict(numbers)
        owners = {number: owner(each.tags) for number, each in numbers.items()}
        self._owners = {number: resource for number, resource in owners.items() if resource is not None}
        self._instances = {number: targets.instance_of(each.target_arn) for number, each in numbers.items()}
        self._service_quotas = ServiceQuotas(aws.service_quotas())
        self._now = now
        self._table = table
        self._accounts: dict[str, PlannedAccount] = {}

    @property
    def accounts(self) -> Mapping[str, PlannedAccount]:
        """Those that were used, by the ledger's table; "" for a ledger that is not there yet."""
        return self._accounts

    def account_for(self, change: StackChange) -> PlannedAccount:
        """The account as the provider of a stack's numbers sees it."""
        name = self._table or self._ledger_of(change)
        if name not in self._accounts:
            ledger = open_ledger(self._aws, self._providers, name) if name else empty_ledger()
            self._accounts[name] = self._account(ledger)
        return self._accounts[name]

    def _ledger_of(self, change: StackChange) -> str:
        for declared in (*change.before.values(), *change.after.values()):
            token = declared.given.get("ServiceToken")
            if token and not isinstance(token, Unknown):
                return self._providers.ledger_behind(token) or ""
        return ""

    def _account(self, ledger: Ledger) -> PlannedAccount:
        def first_use(instance_arn: str) -> QuotaUse:
            if "instance/unknown-" in instance_arn:
                return QuotaUse.of(ledger.assumed_quota or DEFAULT_QUOTA, 0, (), self._now, is_assumed=True)
            quota = self._service_quotas.phone_numbers_of(instance_arn)
            instance = self._targets.instance(instance_arn)
            return instance_quota(instance, quota, self._instances, ledger, self._now).use

        def claims_of(resource: Resource) -> list[Claim]:
            return ledger.claims_of(resource)

        return PlannedAccount(
            self._numbers, self._owners, self._targets.instance_of, claims_of, first_use, list(ledger.parked)
        )
