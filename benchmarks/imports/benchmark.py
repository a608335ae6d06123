"""The import benchmark."""

from ..fresh_process import in_turn
from ..time_ratio import TimeRatio

REPEATS = 25
AIM = 1.08
_FUNCTION = f"{__package__}.function_and_clients"
_ALONE = f"{__package__}.clients_alone"


def measure(repeats: int = REPEATS) -> TimeRatio:
    """Import the function and make its clients so many times, each time in a new process; and the clients alone."""
    # Compiles what of boto3 has not been.
    in_turn([_ALONE], 1)
    return TimeRatio(
        name="Import of the function's module, with its clients",
        measured="the function and its clients",
        baseline="boto3 and the same clients",
        turns=in_turn([_FUNCTION, _ALONE], repeats),
        at_most=AIM,
    )
