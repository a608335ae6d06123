"""The applied quota of phone numbers per instance: the instance's own, else the account's, else the default."""

from __future__ import annotations

import logging

from ..aws.service_quotas import ServiceQuotas
from ..errors import AccessDeniedError, PhoneNumberError
from ..ledger.layout import quota_key
from ..ledger.table import Item, Table, Write
from .arithmetic import DEFAULT_QUOTA, AppliedQuota, QuotaSource

FRESH_SECONDS = 300
"""The greatest age of an applied quota that a decision is based on."""
ASKING_SECONDS = 5
"""How long other invocations wait for the answer to the first one that asks. Then they ask as well."""

_log = logging.getLogger(__name__)


class AppliedQuotas:
    """The applied quotas. The ledger remembers them."""

    def __init__(
        self, table: Table, service_quotas: ServiceQuotas, assumed: int | None = None, *, is_soon_allowed: bool = False
    ) -> None:
        """Use the ledger's table and Service Quotas.

        Args:
            table: the ledger's.
            service_quotas: the service.
            assumed: the provider's quota, for where the service does not tell.
            is_soon_allowed: whether the function may not be allowed to ask yet, as its policy is new. Then neither a
                remembered nor an assumed quota is used: the applied one may be lower.
        """
        self._table = table
        self._service_quotas = service_quotas
        self._assumed = assumed
        self._is_soon_allowed = is_soon_allowed

    def of(self, instance_arn: str, item: Item, now: int) -> AppliedQuota:
        """The quota of an instance.

        Args:
            instance_arn: the instance's.
            item: the instance's item in the ledger, which remembers the quota.
            now: in seconds since the epoch.

        Raises:
            AccessDeniedError: the function is not allowed to ask yet.
            TryAgainLater: Service Quotas can't be reached.
        """
        if _is_fresh(item, now):
            return remembered(item)
        try:
            quota = self._service_quotas.phone_numbers_of(instance_arn)
        except PhoneNumberError as refused:
            _log.warning("The applied quota is not known", extra={"why": str(refused)})
            if self._is_soon_allowed and isinstance(refused, AccessDeniedError):
                raise
            return remembered(item) if "Quota" in item else self._guess()
        told = {"Quota": quota.value, "QuotaSource": quota.source.value, "QuotaReadAt": now}
        self._table.update(Write.setting(quota_key(instance_arn), told))
        return quota

    def prepare(self, instance_arn: str, now: int) -> None:
        """Ask for the quota, unless it is fresh or another invocation is asking now. Raises as `of`."""
        item = self._table.get(quota_key(instance_arn))
        if not _is_fresh(item, now) and self._is_first(instance_arn, now):
            self.of(instance_arn, item, now)

    def read_again(self, instance_arn: str) -> None:
        """Forget the age of the quota, as it was just raised: the next decision asks for it."""
        stale = Write.setting(quota_key(instance_arn), {"QuotaReadAt": 0}, condition="attribute_exists(QuotaReadAt)")
        self._table.update(stale)

    def _is_first(self, instance_arn: str, now: int) -> bool:
        free = "attribute_not_exists(QuotaAskedUntil) OR QuotaAskedUntil < :now"
        asked = {"QuotaAskedUntil": now + ASKING_SECONDS}
        asking = Write.setting(quota_key(instance_arn), asked, condition=free, values={":now": now})
        return self._table.update(asking) is not None

    def _guess(self) -> AppliedQuota:
        if self._assumed is None:
            return AppliedQuota(DEFAULT_QUOTA, QuotaSource.ASSUMED)
        return AppliedQuota(self._assumed, QuotaSource.PROVIDER)


def _is_fresh(item: Item, now: int) -> bool:
    return bool(item.get("QuotaReadAt", 0) > now - FRESH_SECONDS)


def remembered(item: Item) -> AppliedQuota:
    """The quota that the item of an instance remembers. The item must have one."""
    source = item["QuotaSource"]
    known = source in list(QuotaSource)
    return AppliedQuota(item["Quota"], QuotaSource(source) if known else QuotaSource.ASSUMED)
