"""The import benchmark."""

from ..fresh_process import seconds_in_turn
from ..time_ratio import TimeRatio

REPEATS = 25
AIM = 1.15
_HANDLER = f"{__package__}.handler_and_clients"
_ALONE = f"{__package__}.clients_alone"


def measure(repeats: int = REPEATS) -> TimeRatio:
    """Import the handler and make its clients so many times, each time in a new process; and the clients alone."""
    # The first run of each compiles what has not been.
    seconds_in_turn([_HANDLER, _ALONE], 1)
    return TimeRatio(
        name="Import of the handler, with its clients",
        measured="the handler and its clients",
        baseline="boto3 and the same clients",
        turns=seconds_in_turn([_HANDLER, _ALONE], repeats),
        at_most=AIM,
    )
