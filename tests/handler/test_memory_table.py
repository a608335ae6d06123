"""The table in memory answers as a real one does, to all that the ledger asks."""

from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connect_phone_numbers.ledger import Ledger
from connect_phone_numbers.table import Table, TransactionConflictError, Write
from tests.handler.memory_table import MemoryTable
from tests.handler.world import TABLE, World

KEYS = [{"PK": "A", "SK": "1"}, {"PK": "A", "SK": "2"}, {"PK": "B", "SK": "1"}]
VALUES = {":one": 1, ":two": 2}
EXPRESSIONS = ["SET A = :one", "SET A = :two, B = :one", "REMOVE A", "ADD A :one", "SET B = :two REMOVE A"]
CONDITIONS = [
    "",
    "attribute_exists(A)",
    "attribute_not_exists(PK)",
    "A = :one",
    "A < :two",
    "A IN (:one, :two)",
    "A BETWEEN :one AND :two",
    "attribute_not_exists(A) OR A = :two",
]


def used(text: str) -> dict[str, int]:
    return {name: value for name, value in VALUES.items() if name in text}


updates = st.builds(
    lambda key, expression, condition: Write(
        "Update", key, expression=expression, condition=condition, values=used(expression + condition)
    ),
    st.sampled_from(KEYS),
    st.sampled_from(EXPRESSIONS),
    st.sampled_from(CONDITIONS),
)
puts = st.builds(lambda key, value: Write("Put", key, item={"A": value}), st.sampled_from(KEYS), st.integers(1, 3))
deletes = st.builds(
    lambda key, condition: Write("Delete", key, condition=condition, values=used(condition)),
    st.sampled_from(KEYS),
    st.sampled_from(CONDITIONS),
)
transactions = st.lists(
    st.one_of(puts, updates, deletes), min_size=1, max_size=3, unique_by=lambda write: tuple(write.key.values())
)
steps = st.lists(st.one_of(updates, deletes, transactions), max_size=12)


def run(table: Any, step: Any) -> object:
    if isinstance(step, list):
        try:
            return table.transact(*step)
        except TransactionConflictError as conflict:
            return list(conflict.failed)
    return table.update(step) if step.action == "Update" else table.delete(step)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_the_same_answers_and_the_same_items(world: World, script: list[Any]) -> None:
    real = Table(boto3.client("dynamodb"), TABLE)
    world.lose_ledger()
    memory = MemoryTable()
    for step in script:
        assert run(memory, step) == run(real, step)
    for partition in ("A", "B"):
        assert repr(memory.query(partition)) == repr(real.query(partition)), "of the same types, too"
    assert memory.get_all(KEYS) == sorted(real.get_all(KEYS), key=lambda item: (item["PK"], item["SK"]))


def test_an_expression_that_it_does_not_know_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        MemoryTable().update(Write("Update", KEYS[0], expression="SET A = :one", condition="size(A) > :one", values={}))


def test_it_will_do_for_a_ledger() -> None:
    ledger = Ledger(MemoryTable(), lambda: 1.0)  # type: ignore[arg-type]
    assert ledger.lease("+12065550100", "claim-a", 60)
    assert not ledger.lease("+12065550100", "claim-b", 60)
    assert ledger.leased(["+12065550100"], "claim-b") == {"+12065550100"}
