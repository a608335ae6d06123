import json
from typing import Any

import pytest

from benchmarks import __main__ as command
from benchmarks.aim import Aim
from benchmarks.contention.benchmark import ContentionResult
from benchmarks.contention.figures import Figures, limit_seconds
from benchmarks.contention.report import measurement_of
from benchmarks.fresh_process import in_turn
from benchmarks.imports.benchmark import measure_invocations
from benchmarks.time_ratio import TimeRatio


def figures(**changed: Any) -> Figures:
    values: dict[str, Any] = {
        "contender": "this library",
        "creates": 50,
        "claimed": 50,
        "left_behind": 0,
        "calls": {"ClaimPhoneNumber": 50, "DescribePhoneNumber": 60},
        "throttled": 0,
        "seconds": 23.5,
        "settle_seconds": 1.0,
        "reasons": {},
    }
    return Figures(**{**values, **changed})


def missed(*seeds: Figures) -> list[str]:
    return [aim.name for aim in ContentionResult([figures()], seeds=seeds).aims if not aim.is_met]


@pytest.mark.parametrize(("creates", "seconds"), [(1, 1.0), (5, 1.0), (6, 1.5), (50, 23.5), (200, 98.5)])
def test_the_limit_is_what_the_throttle_leaves(creates: int, seconds: float) -> None:
    assert limit_seconds(creates, settle_seconds=1.0) == seconds


def test_each_aim_is_missed_by_its_own_figure_with_any_seed() -> None:
    assert missed(figures()) == []
    assert missed(figures(), figures(claimed=49)) == ["creates that failed"]
    assert missed(figures(left_behind=1)) == ["numbers left behind"]
    assert missed(figures(calls={"DescribePhoneNumber": 113})) == ["calls per number, 50 creates"]
    assert missed(figures(throttled=1)) == ["calls throttled"]
    assert missed(figures(seconds=24.7)) == ["time / limit, 50 creates"]
    assert "calls per number, 50 creates" in missed(figures(claimed=0))


def test_json_has_no_infinite_numbers() -> None:
    data = measurement_of(ContentionResult([figures(claimed=0)], few=[figures(creates=10)])).as_data()
    assert json.loads(json.dumps(data, allow_nan=False))["contenders"][0]["calls_per_number"] is None


def test_the_table_has_a_row_per_operation_and_a_column_per_contender() -> None:
    other = figures(contender="other", calls={"SearchAvailablePhoneNumbers": 100})
    lines = [line.split() for line in measurement_of(ContentionResult([figures(), other])).lines]
    assert ["ClaimPhoneNumber", "1.00", "0.00"] in lines
    assert ["SearchAvailablePhoneNumbers", "0.00", "2.00"] in lines
    assert ["time", "/", "limit", "1.00", "1.00"] in lines


def ratio(*turns: tuple[float, float]) -> TimeRatio:
    return TimeRatio("name", "measured", "baseline", [[{"seconds": each} for each in turn] for turn in turns], 1.5)


def test_a_ratio_is_the_median_of_the_turns_ratios() -> None:
    of_turns = ratio((2.0, 1.0), (30.0, 20.0), (1.0, 1.0))
    assert (of_turns.seconds, of_turns.ratio) == ((2.0, 1.0), 1.5)
    assert all(aim.is_met for aim in of_turns.measurement.aims)


def test_an_aim_is_met_up_to_its_value() -> None:
    assert Aim("name", 1.25, 1.25).is_met
    assert not Aim("name", 1.2501, 1.25).is_met
    assert str(Aim("time / limit", 1.256, 1.25)).startswith("MISSED  time / limit: 1.26")


def test_a_module_that_fails_is_an_error_with_its_words() -> None:
    with pytest.raises(RuntimeError, match=r"No module named benchmarks\.nothing"):
        in_turn(["benchmarks.nothing"], 1)


def test_modules_are_measured_in_turn() -> None:
    ((alone, function),) = in_turn(["benchmarks.imports.clients_alone", "benchmarks.imports.function_and_clients"], 1)
    assert alone["seconds"] > 0
    assert function["seconds"] > 0


@pytest.mark.parametrize(("seconds", "status"), [(1.0, 0), (2.0, 1)])
def test_a_missed_aim_shows_in_the_exit_status(
    seconds: float, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command.imports, "measure", lambda: ratio((seconds, 1.0)))
    assert command.main(["import", "--json"]) == status
    assert json.loads(capsys.readouterr().out)["import"]["ratio"] == seconds


def test_the_steps_of_one_process_are_measured() -> None:
    measurement = measure_invocations(1)
    taken = measurement.figures["milliseconds"]
    assert all(milliseconds > 0 for milliseconds in taken.values())
    assert measurement.lines[-1].split() == ["milliseconds", *(f"{taken[name]:.0f}" for name in taken)]
