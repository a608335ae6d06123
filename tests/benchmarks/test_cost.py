import pytest

from benchmarks.cost.benchmark import CostResult
from benchmarks.cost.first_version import recorded
from benchmarks.cost.operations import creates_and_deletes
from benchmarks.cost.usage import Compute, Usage
from benchmarks.metered_table import MeteredTable
from connect_phone_numbers.ledger.table import Key, TransactionConflictError, Write
from tests.simulation.memory_table import MemoryTable

SMALL, LARGE, NONE = ({"PK": "A", "SK": sort_key} for sort_key in ("small", "large", "none"))


def put(key: Key, size: int) -> Write:
    return Write("Put", key, item={"Digits": "1" * size})


@pytest.fixture
def table() -> MeteredTable:
    memory = MemoryTable()
    memory.transact(put(SMALL, 10), put(LARGE, 5000))
    return MeteredTable(memory, memory.get)


def test_a_read_costs_a_unit_for_each_4_kb(table: MeteredTable) -> None:
    units = [0]
    for key in (SMALL, LARGE, NONE):
        table.get(key)
        units.append(table.read_units)
    assert units == [0, 1, 3, 4]
    table.get_all([SMALL, LARGE, NONE])
    assert table.read_units == 4 + 4, "each by itself"
    table.query("A")
    assert table.read_units == 8 + 2, "all together"
    assert table.write_units == 0


def test_a_write_costs_a_unit_for_each_kb_of_the_larger_item(table: MeteredTable) -> None:
    never = Write("Delete", LARGE, condition="attribute_not_exists(PK)")
    assert not table.delete(never)
    assert table.write_units == 5
    with pytest.raises(TransactionConflictError):
        table.transact(put(SMALL, 10), never)
    assert table.write_units == 5 + 2 * (1 + 5)
    table.update(Write("Update", LARGE, expression="SET Digits = :digits", values={":digits": "1"}))
    assert table.write_units == 17 + 5
    table.transact(put(SMALL, 10), put(LARGE, 100))
    assert table.write_units == 22 + 2 * (1 + 1)
    assert table.read_units == 0


def test_lambda_bills_milliseconds_of_memory() -> None:
    compute = Compute.of([0.0101, 1.0], megabytes=512, architecture="arm64")
    assert (compute.invocations, compute.seconds, compute.gb_seconds) == (2, 1.011, 0.5055)
    assert compute.dollars == pytest.approx(2 * 0.20e-6 + 0.5055 * 0.0000133334)


def test_dollars_are_those_of_all_services() -> None:
    usage = Usage("Create", 1, 1, 1.0, [Compute(1_000_000, 0.0, 256, "arm64")], 1000, 1_000_000, 1_000_000)
    assert usage.dollars == pytest.approx(0.20 + 0.025 + 0.125 + 0.625)


def test_creates_and_deletes_are_counted_apart() -> None:
    usages = creates_and_deletes(2)
    assert [(each.kind, each.operations, each.succeeded) for each in usages] == [("Create", 2, 2), ("Delete", 2, 2)]
    for usage in usages:
        assert usage.invocations >= 2 * usage.operations, "the event's own, and one that ends the operation"
        assert usage.transitions >= 3 * usage.operations, "a Task, a Choice, and a Wait or the end for each look"
        assert min(usage.gb_seconds, usage.read_units, usage.write_units, usage.ledger_bytes) > 0
        assert usage.idle_dollars == pytest.approx(usage.ledger_bytes / 1024**3 * 0.45)


def test_the_first_version_is_compared_with() -> None:
    first = recorded()
    same = CostResult(first.usages, first.resources, first.lines, first)
    assert [aim.is_met for aim in same.aims] == [True, False, False, False, False], "it does not meet the aims itself"
    assert any(line.startswith("Lambda invocations") and " 312 (312) " in line for line in same.measurement.lines)
