"""The figures of creates, at one size of one axis."""

from dataclasses import dataclass

from tests.simulation.item_values import freeze, item_bytes
from tests.simulation.processes import together

from ..account import Account, simulated_account
from ..contention.this_library import ThisLibrary
from .axes import AXES, Axis

SEED = 1
"""The seed of the latencies."""


@dataclass(frozen=True)
class ScaleFigures:
    """The figures of one create: the mean if several numbers were created at once.

    Attributes:
        axis: the name of the axis.
        size: the size on the axis.
        creates: how many numbers were created at once.
        succeeded: how many creates succeeded.
        seconds: from the first create's begin to the last one's end, divided by the creates.
        steps: invocations of the function.
        calls: requests that Amazon Connect received.
        throttled: how many requests of all creates were throttled.
        requests: how many requests DynamoDB received.
        kilobytes_read: the kilobytes read from the ledger.
        kilobytes_written: the kilobytes written to the ledger.
        largest_item: the size of the ledger's largest item, in kilobytes. DynamoDB allows 400.
    """

    axis: str
    size: int
    creates: int
    succeeded: int
    seconds: float
    steps: float
    calls: float
    throttled: int
    requests: float
    kilobytes_read: float
    kilobytes_written: float
    largest_item: float


def measure_scale(axis_name: str, size: int) -> ScaleFigures:
    """Create numbers in an account that is prepared to this size of the axis."""
    (axis,) = (each for each in AXES if each.name == axis_name)
    creates = axis.creates(size)
    # As many as there are of anything, so that no quota decides.
    with simulated_account(2 * max(size, creates) + 20, SEED) as account:
        axis.prepare(account, size)
        account.settle()
        account.control.clear_journal()
        return _figures(account, axis, size, creates)


def _figures(account: Account, axis: Axis, size: int, creates: int) -> ScaleFigures:
    table, began_at = account.metered_table, account.now()
    before = table.requests, table.bytes_read, table.bytes_written, len(account.invocations)
    outcomes = account.run(together(*(ThisLibrary().create(account) for _ in range(creates))))
    calls = [call for call in account.control.journal() if call["service"] == "connect"]
    return ScaleFigures(
        axis=axis.name,
        size=size,
        creates=creates,
        succeeded=sum(bool(outcome.phone_number_arn) for outcome in outcomes),
        seconds=(max(outcome.ended_at for outcome in outcomes) - began_at) / creates,
        steps=(len(account.invocations) - before[3]) / creates,
        calls=len(calls) / creates,
        throttled=sum(1 for call in calls if call["error_code"] == "ThrottlingException"),
        requests=(table.requests - before[0]) / creates,
        kilobytes_read=(table.bytes_read - before[1]) / 1024 / creates,
        kilobytes_written=(table.bytes_written - before[2]) / 1024 / creates,
        largest_item=max(item_bytes(dict(freeze(item))) for item in account.ledger()) / 1024,
    )
