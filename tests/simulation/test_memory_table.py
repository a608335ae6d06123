"""The table in memory answers as a real one does, to all that a ledger may ask."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from moto import mock_aws

from connect_phone_numbers.errors import PhoneNumberError
from connect_phone_numbers.ledger.table import Item, Table, TransactionConflictError, Write
from tests.simulation.memory_table import MemoryTable
from tests.simulation.table_operations import KEYS, scripts

ONE = {"PK": "A", "SK": "1"}


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """A client of moto's DynamoDB."""
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        yield boto3.client("dynamodb", region_name="us-east-1")


def new_table(client: Any) -> Table:
    name = "ledger"
    names = {"PK": "HASH", "SK": "RANGE"}
    if client.list_tables()["TableNames"]:
        client.delete_table(TableName=name)
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": each, "AttributeType": "S"} for each in names],
        KeySchema=[{"AttributeName": each, "KeyType": kind} for each, kind in names.items()],
    )
    return Table(client, name)


def run(table: Any, step: Any) -> object:
    """A step's answer, in a form that two tables can be compared by."""
    try:
        if isinstance(step, list):
            return table.transact(*step)
        return repr(sorted_deep(table.update(step))) if step.action == "Update" else table.delete(step)
    except TransactionConflictError as conflict:
        return list(conflict.failed)
    except PhoneNumberError:
        return "refused"


def forget_what_was_refused(memory: MemoryTable, real: Table) -> None:
    """moto keeps the empty item of an Update that it refused, and DynamoDB does not."""
    for key in KEYS:
        if not memory.get(key) and set(real.get(key)) == {"PK", "SK"}:
            real.delete(Write("Delete", key))


def sorted_deep(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: sorted_deep(value[name]) for name in sorted(value)}
    return [sorted_deep(each) for each in value] if isinstance(value, list) else value


@settings(max_examples=40, deadline=None, report_multiple_bugs=False, suppress_health_check=list(HealthCheck))
@given(script=scripts)
def test_the_same_answers_and_the_same_items(client: Any, script: list[Any]) -> None:
    real, memory = new_table(client), MemoryTable()
    for step in script:
        answer = run(memory, step)
        assert answer == run(real, step)
        if answer == "refused":
            forget_what_was_refused(memory, real)
    for partition in ("A", "B"):
        found = [sorted_deep(item) for item in memory.query(partition)]
        assert repr(found) == repr([sorted_deep(item) for item in real.query(partition)]), "of the same types, too"
        assert memory.query(partition, "2") == real.query(partition, "2")
        assert not memory.query(partition, "0") and not real.query(partition, "0")
    assert memory.scan() == sorted(real.scan(), key=lambda item: (item["PK"], item["SK"]))
    assert memory.get_all(KEYS) == sorted(real.get_all(KEYS), key=lambda item: (item["PK"], item["SK"]))
    assert [memory.get(key) for key in KEYS] == [real.get(key) for key in KEYS]


@pytest.mark.parametrize("path", ["Words", "Many", "Tree"])
@pytest.mark.parametrize("comparison", ["= :two", "< :two", "<> :two"])
def test_sizes(client: Any, path: str, comparison: str) -> None:
    item = {"Words": "ab", "Many": [1, 2, 3], "Tree": {"X": 1}}
    question = Write("Delete", ONE, condition=f"size({path}) {comparison}", values={":two": 2})
    real, memory = new_table(client), MemoryTable()
    for table in (real, memory):
        table.transact(Write("Put", ONE, item=item))
    assert memory.delete(question) == real.delete(question)


@pytest.mark.parametrize(
    "expression",
    [
        "SET Num = :one, Num.X = :one",
        "SET Status = :one",
        "SET Tree.Name = :one",
        "SET SK = :one",
        "SET Num = :one, Words = :two",
        "SET Num = :one + Words",
        "SET Num = Words",
        "SET Tree.X.Y = :one",
    ],
)
def test_what_dynamodb_refuses_is_refused(client: Any, expression: str) -> None:
    write = Write("Update", ONE, expression=expression, values={":one": 1})
    for table in (new_table(client), MemoryTable()):
        table.transact(Write("Put", ONE, item={"Tree": {}}))
        with pytest.raises(PhoneNumberError, match=r"UpdateItem .* was refused: ValidationException"):
            table.update(write)


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("SET Many[0] = :one", ""),
        ("DELETE Many :one", ""),
        ("SET Num = :one SET Words = :one", ""),
        ("SET #n = :one", ""),
        ("SET Num = :one", "begins_with(Words, :one)"),
        ("SET Num = :one", "attribute_type(Words, :one)"),
        ("SET Num = :one", "Num == :one"),
        ("SET Num = :one", "Num = :one and Num = :one"),
    ],
)
def test_an_expression_that_it_does_not_know_is_refused(expression: str, condition: str) -> None:
    with pytest.raises(NotImplementedError):
        MemoryTable().update(Write("Update", ONE, expression=expression, condition=condition, values={":one": 1}))


def test_an_item_has_at_most_400_kb() -> None:
    table, fits = MemoryTable(), 400 * 1024 - len("PKASK1Words")
    table.transact(Write("Put", ONE, item={"Words": "x" * fits}))
    with pytest.raises(PhoneNumberError, match="Item size has exceeded"):
        table.update(Write("Update", ONE, expression="SET Num = :one", values={":one": 1}))
    with pytest.raises(PhoneNumberError, match="ValidationError"):
        table.transact(Write("Put", ONE, item={"Words": "x" * (fits + 1)}))
    assert set(table.get(ONE)) == {"PK", "SK", "Words"}


def test_a_transaction_has_at_most_100_writes_each_of_another_item() -> None:
    puts = [Write("Put", {"PK": "A", "SK": f"{index:03}"}) for index in range(101)]
    table = MemoryTable()
    for writes in (puts, [puts[0], puts[0]]):
        with pytest.raises(PhoneNumberError, match="ValidationException"):
            table.transact(*writes)
    table.transact(*puts[:100])
    assert len(table.query("A")) == 100


def test_a_transaction_is_all_or_nothing_and_tells_what_failed() -> None:
    table = MemoryTable()
    table.transact(Write("Put", ONE))
    missing = "attribute_not_exists(PK)"
    with pytest.raises(TransactionConflictError) as conflict:
        table.transact(
            Write("Put", {"PK": "B", "SK": "1"}), Write("Put", ONE, condition=missing), Write("Delete", KEYS[1])
        )
    assert list(conflict.value.failed) == [1]
    assert table.items() == [ONE]


def test_a_query_reads_each_item_as_it_is_at_that_moment() -> None:
    table = MemoryTable()
    for sk in ("1", "2", "4"):
        table.transact(Write("Put", {"PK": "A", "SK": sk}, item={"Num": 0}))

    def write_in_between() -> None:
        table.between_items = lambda: None
        writes = [Write("Put", {"PK": "A", "SK": sk}, item={"Num": 1}) for sk in ("1", "2", "3")]
        table.transact(*writes, Write("Delete", {"PK": "A", "SK": "4"}))

    reads: list[Callable[[], list[Item]]] = [
        lambda: table.query("A"),
        table.scan,
        lambda: table.get_all([*KEYS[:2], {"PK": "A", "SK": "3"}]),
    ]
    for read in reads:
        before = table.snapshot()
        table.between_items = write_in_between
        assert [(item["SK"], int(item["Num"])) for item in read()] == [("1", 0), ("2", 1), ("3", 1)]
        table.restore(before)


def test_a_snapshot_is_what_the_table_was() -> None:
    table = MemoryTable()
    table.transact(Write("Put", ONE, item={"Tree": {"X": {"Y": 1}}}))
    before = table.snapshot()
    table.update(Write("Update", ONE, expression="SET Tree.X.Y = :two", values={":two": 2}))
    after = table.snapshot()
    assert table.get(ONE)["Tree"] == {"X": {"Y": 2}}
    table.restore(before)
    assert table.get(ONE)["Tree"] == {"X": {"Y": 1}}
    assert after != before


def test_what_was_read_is_the_readers_own() -> None:
    table = MemoryTable()
    table.transact(Write("Put", ONE, item={"Many": [{"X": 1}]}))
    table.get(ONE)["Many"][0]["X"] = 2
    assert table.get(ONE)["Many"] == [{"X": Decimal(1)}]
    assert table.snapshot() == {"A": {"1": {"PK": "A", "SK": "1", "Many": ({"X": Decimal(1)},)}}}


def test_what_boto3_does_not_write_is_not_written() -> None:
    for value in (1.5, set(), object()):
        with pytest.raises(TypeError):
            MemoryTable().transact(Write("Put", ONE, item={"Num": value}))
