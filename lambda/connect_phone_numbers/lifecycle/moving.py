"""Moving a number to another instance or traffic distribution group of the Region."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from ..errors import TryAgainLater
from ..model.claim import Claim, Fate
from ..model.identity import client_token
from ..model.patience import LOOK_AGAIN_SECONDS
from ..model.phone_number import PhoneNumber
from ..quota.arithmetic import CountedOperation
from ..quota.reservation import Spending
from .look import Look


def move(look: Look, claim: Claim, number: PhoneNumber, target_arn: str) -> NoReturn:
    """Send a move, recorded with a place reserved at the instance that the number goes to.

    Raises:
        QuotaExceededError: that instance has no place left; nothing was sent.
        PhoneNumberError: the service refused the move.
        TryAgainLater: the move is under way.
    """
    _reserve(look, replace(claim, moving_to=target_arn), number)
    token = client_token(look.operation.key, "move", number.phone_number_arn, target_arn)
    look.connect.move(number.phone_number_arn, target_arn, token)
    raise TryAgainLater(f"{number.phone_number} is moving to {target_arn}", LOOK_AGAIN_SECONDS)


def _reserve(look: Look, claim: Claim, number: PhoneNumber) -> None:
    instance_arn = look.quotas.instance_of(claim.moving_to)
    comes_from = look.quotas.instance_of(number.target_arn)
    if instance_arn == comes_from:
        look.record.save(claim)
        return
    spending = Spending(
        CountedOperation.ARRIVAL,
        number.known_as,
        instance_arn,
        look.resource,
        look.now,
        # A number that is to be parked does not come back.
        comes_from="" if claim.fate is Fate.DOOMED else comes_from,
    )
    look.quotas.reserve(spending, lambda writes: look.record.save(claim, *writes))
