"""Releasing a parked number, as an operator asks for it.

The mark on the list comes first, in one transaction with the operation's place in the budget: nobody takes a number
that is marked. A marked number may be held, being released or gone, as an answer may be lost: the next call, or the
operator's reconcile, finds out.
"""

from __future__ import annotations

from dataclasses import replace

from ..errors import PhoneNumberError, TryAgainLater
from ..ledger.parked_numbers import ParkedNumber, gone, kept_after_all, parked_numbers, releasing
from ..ledger.table import TransactionConflictError
from ..model.identity import client_token, is_parked
from ..model.patience import LOOK_AGAIN_AFTER_RELEASE, SENT_WITHIN
from ..quota.arithmetic import CountedOperation
from ..quota.reservation import Spending
from .look import Tools


class NotParkedError(PhoneNumberError):
    """The number is not parked, or not any more: it is not released."""


def release_parked(tools: Tools, phone_number_arn: str, holder: str) -> None:
    """Take the release of a parked number to its end; the budget is looked at when it is reserved.

    Args:
        tools: the services.
        phone_number_arn: which number.
        holder: names who asks, for the release's ClientToken.

    Raises:
        NotParkedError: it is not on the list; or somebody has taken it out of parking by its tags.
        QuotaExceededError: the budget does not allow it; nothing was sent.
        PhoneNumberError: the service refused it; the number is parked as before, and the release does not count.
        TryAgainLater: it is not over. The same call goes on where it was.
    """
    parked = _listed(tools, phone_number_arn)
    number = tools.connect.describe(phone_number_arn)
    if number is None:
        _forget(tools, parked)
        return
    now, is_repeated = tools.services.now, bool(parked.releasing)
    if not is_repeated:
        if not is_parked(number.tags):
            raise NotParkedError(
                f"{number.phone_number} is listed as parked, and by its tags it is not. connect-numbers reconcile "
                "puts the list right."
            )
        parked = _reserved(tools, replace(parked, number=number), client_token(holder, phone_number_arn, str(now)))
    elif not is_parked(number.tags):
        raise TryAgainLater(
            f"{number.phone_number} is not tagged as parked any more, so its release is not sent again. An hour after "
            "it began, connect-numbers reconcile takes the number off the list",
            LOOK_AGAIN_AFTER_RELEASE,
        )
    elif now - parked.reserved_at >= SENT_WITHIN // 2:
        # It may have been sent, or not: it counts once, and from now.
        parked = _reserved(tools, parked, parked.releasing)
    _send(tools, parked, is_repeated=is_repeated)
    if tools.connect.describe(phone_number_arn) is not None:
        raise TryAgainLater(f"{number.phone_number} is being released", LOOK_AGAIN_AFTER_RELEASE)
    _forget(tools, parked)


def _listed(tools: Tools, phone_number_arn: str) -> ParkedNumber:
    for parked in parked_numbers(tools.services.table):
        if parked.number.phone_number_arn == phone_number_arn:
            return parked
    raise NotParkedError(f"{phone_number_arn} is not parked any more: somebody has taken or released it.")


def _reserved(tools: Tools, parked: ParkedNumber, token: str) -> ParkedNumber:
    """The number, marked, with an operation of the budget reserved for its release."""
    spending = replace(_spending(parked, tools.services.now), earlier=parked.reserved_at)
    mark = releasing(parked, token, spending.at)
    try:
        tools.quotas.reserve(spending, lambda writes: tools.services.table.transact(mark, *writes))
    except TransactionConflictError as conflict:
        # Taken, or marked by another at the same moment: the next look tells.
        raise TryAgainLater(f"{parked.number.phone_number} was just changed on the list", 1) from conflict
    return replace(parked, releasing=token, reserved_at=spending.at)


def _spending(parked: ParkedNumber, at: int) -> Spending:
    return Spending(CountedOperation.RELEASE, parked.number.known_as, parked.instance_arn, None, at)


def _send(tools: Tools, parked: ParkedNumber, *, is_repeated: bool) -> None:
    try:
        tools.connect.release(parked.number.phone_number_arn, parked.releasing)
    except PhoneNumberError:
        if is_repeated:
            # The one before may have taken effect.
            raise
        # Refused for certain: it does not count, and the number waits for a resource again.
        mark, transact = kept_after_all(parked), tools.services.table.transact
        tools.quotas.take_back(_spending(parked, parked.reserved_at), lambda writes: transact(mark, *writes))
        raise


def _forget(tools: Tools, parked: ParkedNumber) -> None:
    """Take a number off the list that is gone."""
    number, transact = parked.number.known_as, tools.services.table.transact
    tools.quotas.forget(number, parked.instance_arn, lambda writes: transact(gone(parked), *writes))
