"""Small samples of the scale benchmark: its figures come from the local Connect and the ledger."""

from dataclasses import replace

import pytest

from benchmarks.scale.axes import AXES, Axis
from benchmarks.scale.benchmark import ScaleResult
from benchmarks.scale.decision import measure_decision
from benchmarks.scale.measure import measure_scale

NUMBERS, HISTORY, HELD, PARKED, STACKS = AXES


@pytest.mark.parametrize(
    ("axis", "size"),
    [(NUMBERS, 3), (HISTORY, 50), (HELD, 1_500), (PARKED, 20), (STACKS, 2)],
    ids=lambda value: value.name if isinstance(value, Axis) else str(value),
)
def test_every_axis_is_measured(axis: Axis, size: int) -> None:
    figures = measure_scale(axis.name, size)
    assert (figures.succeeded, figures.throttled) == (figures.creates, 0)
    assert min(figures.seconds, figures.steps, figures.calls, figures.requests, figures.kilobytes_read) > 0
    assert 1 < figures.largest_item < 400


def test_what_there_is_much_of_shows_in_what_is_read() -> None:
    few, many = (measure_scale(PARKED.name, size) for size in (0, 20))
    assert many.kilobytes_read - few.kilobytes_read > 20 * 0.3
    assert (many.calls, many.seconds) == (few.calls, few.seconds)


def test_a_decision_reads_one_item_however_long_the_history_is() -> None:
    (_, few), (_, many) = measure_decision(0), measure_decision(500)
    assert few == many == 1


def test_what_grows_faster_than_its_axis_misses_its_aim() -> None:
    small = measure_scale(STACKS.name, 1)
    same, larger = (replace(small, size=2, calls=small.calls * factor) for factor in (2, 2.2))
    missed = [
        [aim.name for aim in ScaleResult({STACKS: [small, large]}, {0: (1.0, 1)}).aims if not aim.is_met]
        for large in (same, larger)
    ]
    assert missed == [[], ["growth of a create / of the stacks on the ledger"]]
    assert any(
        "stacks on the ledger" in line for line in ScaleResult({STACKS: [small]}, {0: (1.0, 1)}).measurement.lines
    )
