"""A plan as a person reads it."""

from connect_numbers.plan.planned_step import Action, PlannedStep
from connect_numbers.plan.rows import Row, rows_of

CLAIMED = PlannedStep("sales", "A", Action.CLAIM, "+12065550143", operations=1)
RELEASED = PlannedStep("sales", "A", Action.RELEASE, "+12065550142", operations=1, is_replaced=True)


def refused(path: str, detail: str) -> PlannedStep:
    return PlannedStep("sales", path, Action.FAIL, "", detail)


def test_a_replacement_is_one_row() -> None:
    kept = PlannedStep("sales", "B", Action.KEEP, "+12065550100")
    assert list(rows_of([CLAIMED, kept, RELEASED])) == [Row(CLAIMED, RELEASED, ""), Row(kept, None, "")]


def test_a_construct_of_the_same_name_in_another_stack_is_another() -> None:
    other = PlannedStep("support", "A", Action.KEEP, "+12065550100")
    assert [row.ended for row in rows_of([CLAIMED, other, RELEASED])] == [RELEASED, None]


def test_an_equal_reason_is_given_once_below_the_last() -> None:
    steps = [refused("A", "full"), refused("B", "full"), refused("C", "taken"), refused("D", "full")]
    assert [row.detail for row in rows_of(steps)] == ["", "full", "taken", "full"]


def test_nothing_is_no_row() -> None:
    assert list(rows_of([])) == []
