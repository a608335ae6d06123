"""The reservation of claims and releases, and the use of an instance's quotas.

The numbers held are those of the service's own list, and those that the list may not show yet. One transaction decides
whether an operation may be sent, reserves it, and records the claim that it is for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..aws import metrics
from ..errors import QuotaExceededError, TryAgainLater
from ..ledger.layout import (
    QUOTA_SORT_KEY,
    operation_expiry,
    operation_item_key,
    operation_sort_key,
    quota_key,
    quota_state_from,
    quota_state_write,
)
from ..ledger.shared_reading import BeingReadError
from ..ledger.table import Key, Table, TransactionConflictError, Write
from ..model.identity import Resource
from ..model.patience import LISTED_WITHIN, LOOK_AGAIN_WHILE_BUSY
from .arithmetic import CountedOperation, QuotaUse
from .state import QuotaState, use_of

if TYPE_CHECKING:
    from .account_numbers import AccountNumbers, Listed
    from .applied_quotas import AppliedQuotas

ATTEMPTS = 10
"""How often a step makes a decision again because another decision was written first."""


@dataclass(frozen=True)
class Spending:
    """An operation that is to be sent.

    Attributes:
        phone_number: the number, as it is `known_as`.
        instance_arn: the instance that it counts to; a traffic distribution group counts to its instance.
        resource: the resource that it is for; None for an operator.
        at: when it is reserved, in seconds since the epoch.
        leaving: how many operations must be left after it.
        earlier: when it was reserved before, if it is to be sent again; else 0. It counts once.
        comes_from: of a move, the instance that the number leaves; else "".
    """

    kind: CountedOperation
    phone_number: str
    instance_arn: str
    resource: Resource | None
    at: int
    leaving: int = 0
    earlier: int = 0
    comes_from: str = ""

    @property
    def key(self) -> Key:
        """The key of the operation in the instance's history."""
        return operation_item_key(self.instance_arn, operation_sort_key(self.at, self.kind, self.phone_number))


class Quotas:
    """The quotas of the instances that the ledger's numbers are claimed to."""

    def __init__(self, table: Table, account_numbers: AccountNumbers, applied: AppliedQuotas) -> None:
        """Use the ledger's table, the list of numbers, and the applied quotas."""
        self._table = table
        self._account_numbers = account_numbers
        self._applied = applied

    def reserve(self, spending: Spending, save: Callable[[tuple[Write, ...]], object]) -> None:
        """Reserve an operation, if both quotas allow it.

        Args:
            spending: the operation.
            save: records what the operation is for, together with the reservation's writes.

        Raises:
            QuotaExceededError: a quota does not allow the operation; nothing was written.
            TryAgainLater: the list of numbers is being read, or many others reserve at the same moment.
        """
        listed = self._account_numbers.at(spending.instance_arn, spending.at)
        for _ in range(ATTEMPTS):
            use, state = self._use(spending, listed)
            refusal = use.refusal(spending.kind, spending.leaving)
            if refusal is not None:
                _await_list(spending, use, listed, state)
                raise QuotaExceededError(
                    f"{spending.phone_number}: a {spending.kind.words} {spending.instance_arn} is not sent: {refusal}",
                    use,
                )
            writes = self._writes(spending, state, listed.listed_at)
            try:
                save(writes)
            except TransactionConflictError as conflict:
                _require_another_decision(conflict, writes)
                continue
            metrics.emit(spending.instance_arn, use.after(spending.kind).counts(), spending.at)
            return
        raise TryAgainLater("many operations on the same instance are being recorded", 1)

    def prepare(self, instance_arn: str, now: int) -> None:
        """Read what a reservation needs, unless another invocation is reading it and is nearly done. Raises as `use`.

        Where many begin at the same moment, one reads the list, one asks for the quota, and one searches.
        """
        try:
            self._account_numbers.read(now, looks=1)
        except BeingReadError as busy:
            if busy.seconds > 1:
                raise
        self._applied.prepare(instance_arn, now)

    def take_back(self, spending: Spending, save: Callable[[tuple[Write, ...]], object]) -> None:
        """Stop counting an operation that the service refused, without effect and without counting it.

        Args:
            spending: the operation, as it was reserved last.
            save: records what the operation was for, together with the writes.
        """
        kind, number, at = spending.kind, spending.phone_number, spending.at
        deleted = Write("Delete", spending.key)
        self._change(spending.instance_arn, lambda state: state.without_operation(kind, number, at), save, deleted)

    def forget(self, phone_number: str, instance_arn: str, save: Callable[[tuple[Write, ...]], object]) -> None:
        """Stop counting a number as held: DescribePhoneNumber says that it is gone.

        Args:
            phone_number: the number, as it is `known_as`.
            instance_arn: the instance that it counted to.
            save: records what the number was for, together with the writes.
        """
        if phone_number not in self._state(instance_arn).arriving:
            save(())
            return
        self._change(instance_arn, lambda state: state.without_number(phone_number), save)

    def use(self, instance_arn: str, now: int) -> QuotaUse:
        """What is used of an instance's quotas. Raises `TryAgainLater` as `reserve`."""
        listed = self._account_numbers.at(instance_arn, now)
        return self._use(Spending(CountedOperation.ARRIVAL, "", instance_arn, None, now), listed)[0]

    def knows(self, instance_arn: str) -> bool:
        """Whether the ledger has looked at an instance before."""
        return self._state(instance_arn).known_since > 0

    def holds(self, instance_arn: str, phone_number: str, now: int) -> bool:
        """Whether the list shows a number at an instance. Raises `TryAgainLater` as `reserve`."""
        return phone_number in self._account_numbers.at(instance_arn, now).numbers

    def _state(self, instance_arn: str) -> QuotaState:
        return quota_state_from(self._table.get(quota_key(instance_arn)), instance_arn)

    def _use(self, spending: Spending, listed: Listed) -> tuple[QuotaUse, QuotaState]:
        """The use without this number and this operation, and the state that the decision is based on."""
        item = self._table.get(quota_key(spending.instance_arn))
        state = quota_state_from(item, spending.instance_arn)
        others = state.without_operation(spending.kind, spending.phone_number, spending.earlier)
        quota = self._applied.of(spending.instance_arn, item, spending.at)
        use = use_of(quota, listed.numbers, others, listed.listed_at, spending.at, without=spending.phone_number)
        return use, state

    def _writes(self, spending: Spending, state: QuotaState, listed_at: int) -> tuple[Write, ...]:
        kind, number, instance_arn = spending.kind, spending.phone_number, spending.instance_arn
        later = state.without_operation(kind, number, spending.earlier).with_operation(kind, number, spending.at)
        later = later.seen_at(spending.at).after_listing(listed_at).next()
        item: dict[str, object] = {
            "At": spending.at,
            "Kind": kind.value,
            "PhoneNumber": number,
            "ExpiresAt": operation_expiry(spending.at),
        }
        if spending.resource is not None:
            item["StackId"] = spending.resource.stack_id
            item["LogicalResourceId"] = spending.resource.logical_resource_id
        writes = [
            quota_state_write(instance_arn, state, later),
            Write("Put", spending.key, item=item),
        ]
        if spending.earlier and spending.earlier != spending.at:
            writes.append(Write("Delete", replace(spending, at=spending.earlier).key))
        if spending.comes_from:
            before = self._state(spending.comes_from)
            kept = before.keeping_place(number, spending.at).next()
            writes.append(quota_state_write(spending.comes_from, before, kept))
        return tuple(writes)

    def _change(
        self,
        instance_arn: str,
        change: Callable[[QuotaState], QuotaState],
        save: Callable[[tuple[Write, ...]], object],
        *others: Write,
    ) -> None:
        for _ in range(ATTEMPTS):
            before = self._state(instance_arn)
            writes = (quota_state_write(instance_arn, before, change(before).next()), *others)
            try:
                save(writes)
            except TransactionConflictError as conflict:
                _require_another_decision(conflict, writes)
                continue
            return
        raise TryAgainLater("many operations on the same instance are being recorded", 1)


def _require_another_decision(conflict: TransactionConflictError, writes: Sequence[Write]) -> None:
    """Do nothing where another decision was written first: the caller decides again.

    Raises:
        TransactionConflictError: another condition of the transaction does not hold.
    """
    # The first write of the transaction is the record, or whatever else the operation is for.
    decided = {index for index, write in enumerate(writes, start=1) if write.key["SK"] == QUOTA_SORT_KEY}
    if set(conflict.failed) - decided:
        raise conflict


def _await_list(spending: Spending, use: QuotaUse, listed: Listed, state: QuotaState) -> None:
    """Wait instead of refusing, where numbers of the list may be gone already, and their places free.

    Raises:
        TryAgainLater: without such numbers, the operation is allowed.
    """
    released = {number for number, at in state.released.items() if at > spending.at - LISTED_WITHIN}
    doubtful = listed.numbers & (listed.missing | released)
    if doubtful and use.without_held(len(doubtful)).refusal(spending.kind, spending.leaving) is None:
        raise TryAgainLater(
            f"{', '.join(sorted(doubtful)[:3])} may have been released from {spending.instance_arn}, which has no "
            "place free otherwise",
            LOOK_AGAIN_WHILE_BUSY,
        )
