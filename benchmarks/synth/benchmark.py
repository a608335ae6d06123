"""The synth benchmark."""

from ..fresh_process import in_turn
from ..time_ratio import TimeRatio
from . import NUMBERS

REPEATS = 5
AIM = 1.3
_CLAIMED = f"{__package__}.claimed_phone_numbers"
_CFN = f"{__package__}.cfn_phone_numbers"


def measure(repeats: int = REPEATS) -> TimeRatio:
    """Synthesise a stack of each kind so many times, each time in a new process."""
    return TimeRatio(
        name=f"Synth of a stack with {NUMBERS} numbers",
        measured=f"{NUMBERS} ClaimedPhoneNumber",
        baseline=f"{NUMBERS} CfnPhoneNumber",
        turns=in_turn([_CLAIMED, _CFN], repeats),
        at_most=AIM,
        counts=["messages for the first", "messages for each other", "messages in all", "resources"],
    )
