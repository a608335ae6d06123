"""Releasing a parked number by the function's own protocol, until it is gone."""

from __future__ import annotations

import io
import time
from contextlib import redirect_stdout

from connect_phone_numbers.errors import TryAgainLater
from connect_phone_numbers.ledger.parked_numbers import ParkedNumber
from connect_phone_numbers.lifecycle.look import Tools
from connect_phone_numbers.lifecycle.releasing_parked import release_parked

from ..exit_code import ExitCode
from ..problem import Problem

PATIENCE_SECONDS = 60
"""How long a number may take to be gone."""


def release(tools: Tools, parked: ParkedNumber, holder: str) -> None:
    """Release a number, and wait until it is gone.

    Args:
        tools: the function's, with the operator's credentials.
        parked: the number.
        holder: names this run of the command.

    Raises:
        NotParkedError: it is not parked any more.
        QuotaExceededError: the budget does not allow it; nothing was sent.
        PhoneNumberError: the service refused; the number is parked as before.
        Problem: it is not over yet; the same command goes on where it was.
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
