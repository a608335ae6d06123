from connect_numbers.output.console import stdout
from connect_numbers.output.table import Column, show_table

COLUMNS = (Column("Number"), Column("Owner"), Column("Target", rank=1), Column("Description", rank=2))
ROW = ("+12065550100", "sales/Support", "contact-center", "The support line")


def shown(width: int, *rows: tuple[str, ...]) -> list[str]:
    console = stdout()
    console.width = width
    with console.capture() as captured:
        show_table(console, COLUMNS, rows)
    return [line.rstrip() for line in captured.get().splitlines()]


def test_what_does_not_fit_is_left_out_the_least_important_first() -> None:
    assert shown(80, ROW)[0].split() == ["Number", "Owner", "Target", "Description"]
    assert shown(60, ROW) == [
        "Number        Owner          Target",
        "+12065550100  sales/Support  contact-center",
        "Not shown, for want of width: Description. A wider terminal",
        "or --json has it.",
    ]
    assert shown(40, ROW)[:2] == ["Number        Owner", "+12065550100  sales/Support"]


def test_a_column_without_content_is_not_shown() -> None:
    lines = shown(80, ("+1", "a", "-", "x"), ("+2", "b", "-", "y"))
    assert lines[0].split() == ["Number", "Owner", "Description"]


def test_a_phone_number_stays_whole_beside_a_name_that_is_too_long() -> None:
    header, line, *_ = shown(30, ("+12065550100", "a-very-long-stack/Support (stack is gone)", "-", "-"))
    assert header.split() == ["Number", "Owner"]
    assert line == "+12065550100  a-very-long-sta…"
