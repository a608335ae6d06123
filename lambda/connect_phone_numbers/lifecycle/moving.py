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
from .look import Look


def move(look: Look, claim: Claim, number: PhoneNumber, target_arn: str) -> NoReturn:
    """Reserve a place at the new instance, record the move, and send it.

    Raises:
        QuotaExceededError: the new instance has no place left. Nothing was sent.
        PhoneNumberError: Amazon Connect refused the move.
        TryAgainLater: the move is under way.
    """
    moving = replace(claim, moving_to=target_arn)
    comes_from = look.targets.instance_of(number.target_arn)
    spending = look.spending(CountedOperation.ARRIVAL, number.known_as, target_arn, look.now)
    if spending.instance_arn == comes_from:
        look.record.save(moving)
    else:
        # A number that is to be parked does not come back: its old place is free.
        keeps_place = "" if claim.fate is Fate.DOOMED else comes_from
        spending = replace(spending, comes_from=keeps_place)
        look.quotas.reserve(spending, lambda writes: look.record.save(moving, *writes))
    token = client_token(look.operation.key, "move", number.phone_number_arn, target_arn)
    look.connect.move(number.phone_number_arn, target_arn, token)
    raise TryAgainLater(f"{number.phone_number} is moving to {target_arn}", LOOK_AGAIN_SECONDS)
