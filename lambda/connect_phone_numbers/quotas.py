"""What is used of the instances' quotas, and the reservations of it.

The numbers held are the service's own list; what that does not show yet is taken from the operations themselves.
"""

from __future__ import annotations

from collections.abc import Callable

from . import metrics
from .account_numbers import AccountNumbers
from .core.claim import Claim
from .core.quota import DEFAULT_QUOTA, QuotaUse
from .errors import QuotaExceededError, TryAgainLater
from .operations import Reservation, Spending, partition, reservation, times, under_way, use_key
from .service_quotas import ServiceQuotas
from .table import Item, Table, TransactionConflictError, Write

QUOTA_SECONDS = 300
"""How old the applied quota may be."""
ATTEMPTS = 60
"""How often a decision is made anew because another one was written first; each time, one of the others is done."""


class Quotas:
    """The quotas of the instances that the ledger's numbers are claimed to."""

    def __init__(
        self, table: Table, account_numbers: AccountNumbers, service_quotas: ServiceQuotas, assumed: int = DEFAULT_QUOTA
    ) -> None:
        """Use `assumed` for the quota where Service Quotas does not tell it."""
        self._table = table
        self._account_numbers = account_numbers
        self._service_quotas = service_quotas
        self._assumed = assumed

    def spend(self, spending: Spending, save: Callable[[Reservation], Claim], key: str = "") -> Claim:
        """Reserve an operation and record its claim, if both quotas allow it.

        Args:
            spending: the operation.
            save: records the claim together with the reservation's writes.
            key: of the operation's earlier reservation, where it is about to be sent again. It is not counted twice;
                but others may have used up the quotas since, and it counts from now.

        Raises:
            QuotaExceededError: they don't; nothing was written.
            TryAgainLater: the numbers held are just being read, or too many others are at it.
        """
        for _ in range(ATTEMPTS):
            use, version = self._use(spending.instance_arn, spending.at, spending.phone_number, key)
            refusal = use.refusal(spending.kind, spending.leaving)
            if refusal is not None:
                raise QuotaExceededError(
                    f"{spending.phone_number}: a {spending.kind} at {spending.instance_arn} is not sent: {refusal}", use
                )
            try:
                claim = save(reservation(spending, version, key))
            except TransactionConflictError:
                continue
            metrics.emit(spending.instance_arn, use.after(spending.kind).counts(), spending.at)
            return claim
        raise TryAgainLater("many operations on the same instance are being recorded")

    def use(self, instance_arn: str, now: int) -> QuotaUse:
        """What is used of an instance's quotas.

        Raises:
            TryAgainLater: as `spend`.
        """
        return self._use(instance_arn, now)[0]

    def instance_of(self, target_arn: str) -> str:
        """The ARN of the instance whose quotas a target's numbers count to.

        Raises:
            PhoneNumberError: it is a traffic distribution group that is not there.
        """
        return self._account_numbers.instance_of(target_arn)

    def _use(self, instance_arn: str, now: int, without: str = "", without_key: str = "") -> tuple[QuotaUse, int]:
        """The use by all but one number and one operation, and the version of that state."""
        # In this order: what is claimed after the list was read is found among the operations.
        numbers, listed_at = self._account_numbers.read(now)
        items = self._table.query(partition(instance_arn))
        state = next((item for item in items if item["SK"] == "USE"), {})
        operations = [item for item in items if item["SK"] not in ("USE", without_key)]
        held = {number for number, instance in numbers.items() if instance == instance_arn}
        others = (held | under_way(operations, listed_at)) - {without}
        quota, is_assumed = self._quota(instance_arn, state, now)
        use = QuotaUse.of(quota, len(others), times(operations), now, is_assumed=is_assumed)
        return use, int(state.get("Version", 0))

    def _quota(self, instance_arn: str, state: Item, now: int) -> tuple[int, bool]:
        """An instance's applied quota, as last told, and whether it is only assumed, as it never was."""
        if state.get("QuotaReadAt", 0) > now - QUOTA_SECONDS:
            return int(state["Quota"]), False
        quota = self._service_quotas.phone_numbers_of(instance_arn)
        if quota is None:
            return (int(state["Quota"]), False) if "Quota" in state else (self._assumed, True)
        expression = "SET Quota = :quota, QuotaReadAt = :now"
        values = {":quota": quota, ":now": now}
        self._table.update(Write("Update", use_key(instance_arn), expression=expression, values=values))
        return quota, False
