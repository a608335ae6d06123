"""What goes wrong at the service without an error of a call."""

from enum import Enum
from functools import partial

from local_aws.connect.control import ConnectControl


def _fail_claims(control: ConnectControl, count: int) -> None:
    control.fail_next_claims("The carrier did not answer", count=count)


def _lose_races(control: ConnectControl, count: int) -> None:
    control.lose_race(count=count)


def _fail_moves(control: ConnectControl) -> None:
    control.fail_next_updates("The number is being used")


def _settle_slowly(control: ConnectControl) -> None:
    control.configure({"settle_seconds": 40.0})


class Trouble(Enum):
    """One each; the value makes it."""

    A_CLAIM_FAILS = partial(_fail_claims, count=1)
    TWO_CLAIMS_FAIL = partial(_fail_claims, count=2)
    A_NUMBER_IS_LOST_TO_OTHERS = partial(_lose_races, count=1)
    THREE_NUMBERS_ARE_LOST_TO_OTHERS = partial(_lose_races, count=3)
    A_MOVE_FAILS = partial(_fail_moves)
    STATUSES_SETTLE_SLOWLY = partial(_settle_slowly)
