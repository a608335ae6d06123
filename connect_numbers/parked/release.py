"""Releasing a parked number.

The mark on the ledger's list comes first, in one transaction with the reservation of the release. Nobody takes a marked
number. A marked number may be held, being released or gone, as an answer may be lost: the same command, or reconcile,
finds out.
"""

from __future__ import annotations

import io
import time
from contextlib import redirect_stdout
from dataclasses import replace

from connect_phone_numbers.errors import PhoneNumberError, TryAgainLater
from connect_phone_numbers.ledger.parked_numbers import ParkedNumber, gone, kept_after_all, parked_numbers, releasing
from connect_phone_numbers.ledger.table import TransactionConflictError
from connect_phone_numbers.lifecycle.look import Tools
from connect_phone_numbers.model.identity import client_token, is_parked
from connect_phone_numbers.model.patience import LOOK_AGAIN_AFTER_RELEASE, SENT_WITHIN
from connect_phone_numbers.quota.arithmetic import CountedOperation
from connect_phone_numbers.quota.reservation import Spending

from ..exit_code import ExitCode
from ..problem import Problem

PATIENCE_SECONDS = 60
"""How long a number may take to be gone."""


class NotParkedError(PhoneNumberError):
    """The number is not parked, or not any more. It is not released."""


def release(tools: Tools, parked: ParkedNumber, holder: str) -> None:
    """Release a number, and wait until it is gone.

    Args:
        tools: the function's tools, with the operator's credentials.
        parked: the number.
        holder: the id of this run of the command.

    Raises:
        NotParkedError: the number is not parked any more.
        QuotaExceededError: the budget does not allow the release. Nothing was sent.
        PhoneNumberError: Amazon Connect refused the release. The number is parked as before.
        Problem: the number is not gone yet. The same command goes on where this one stopped.
    """
    until = time.time() + PATIENCE_SECONDS
    while True:
        try:
            # The function writes its metrics to standard output, for CloudWatch: nobody reads them here.
            with redirect_stdout(io.StringIO()):
                release_parked(tools, parked.number.phone_number_arn, holder)
        except TryAgainLater as reason:
            if time.time() + reason.seconds > until:
                raise Problem(
                    f"The release of {parked.number.phone_number} is not over: {reason}. Nobody takes the number "
                    "meanwhile. Run the same command again: it goes on where it was.",
                    ExitCode.AWS,
                ) from reason
            time.sleep(reason.seconds)
        else:
            return


def release_parked(tools: Tools, phone_number_arn: str, holder: str) -> None:
    """Take the release of a parked number one step further, or to its end.

    Args:
        tools: the function's tools.
        phone_number_arn: the number.
        holder: the id of the operator's command, for the ClientToken of the release.

    Raises:
        NotParkedError: the number is not on the list, or somebody has changed its tags.
        QuotaExceededError: the budget does not allow the release. Nothing was sent.
        PhoneNumberError: Amazon Connect refused the release. The number is parked as before, and nothing counts.
        TryAgainLater: the number is not gone yet. The same call goes on where this one stopped.
    """
    parked = _listed(tools, phone_number_arn)
    number = tools.connect.describe(phone_number_arn)
    if number is None:
        _forget(tools, parked)
        return
    is_repeated = bool(parked.releasing)
    if not is_repeated:
        if not is_parked(number.tags):
            raise NotParkedError(
                f"{number.phone_number} is listed as parked, but its tags say that it is not. Run connect-numbers "
                "reconcile to correct the list."
            )
        token = client_token(holder, phone_number_arn, str(tools.now))
        parked = _reserved(tools, replace(parked, number=number), token)
    elif not is_parked(number.tags):
        raise TryAgainLater(
            f"{number.phone_number} is not tagged as parked any more, so its release is not sent again. An hour after "
            "it began, connect-numbers reconcile takes the number off the list",
            LOOK_AGAIN_AFTER_RELEASE,
        )
    elif tools.now - parked.reserved_at >= SENT_WITHIN // 2:
        # The release may have been sent, or not. It counts once, from now.
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
    """The number, marked on the list, with its release reserved."""
    spending = replace(_spending(parked, tools.now), earlier=parked.reserved_at)
    mark = releasing(parked, token, spending.at)
    try:
        tools.quotas.reserve(spending, lambda writes: tools.services.table.transact(mark, *writes))
    except TransactionConflictError as conflict:
        # Somebody has taken or marked the number at the same moment. The next look tells.
        raise TryAgainLater(f"{parked.number.phone_number} was just changed on the list", 1) from conflict
    return replace(parked, releasing=token, reserved_at=spending.at)


def _spending(parked: ParkedNumber, at: int) -> Spending:
    return Spending(CountedOperation.RELEASE, parked.number.known_as, parked.instance_arn, None, at)


def _send(tools: Tools, parked: ParkedNumber, *, is_repeated: bool) -> None:
    try:
        tools.connect.release(parked.number.phone_number_arn, parked.releasing)
    except PhoneNumberError:
        if is_repeated:
            # The release that was sent before may have taken effect.
            raise
        # This release had no effect: it does not count, and the number can be taken again.
        mark, transact = kept_after_all(parked), tools.services.table.transact
        tools.quotas.take_back(_spending(parked, parked.reserved_at), lambda writes: transact(mark, *writes))
        raise


def _forget(tools: Tools, parked: ParkedNumber) -> None:
    """Take a number that is gone off the list."""
    number, transact = parked.number.known_as, tools.services.table.transact
    tools.quotas.forget(number, parked.instance_arn, lambda writes: transact(gone(parked), *writes))
