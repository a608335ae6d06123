"""Every screen fits a terminal of 60 columns, and a replacement reads as one."""

from pathlib import Path

import pytest
from rich.text import Text

from connect_numbers.output.hanging import hanging
from tests.connect_numbers.account import Account, write_assembly
from tests.connect_numbers.deployed_stacks import template

WIDTH = 60


def fits(shown: str) -> bool:
    return bool(shown.strip()) and all(len(line.rstrip()) <= WIDTH for line in shown.splitlines())


@pytest.mark.parametrize("command", ["list", "quota", "parked list", "search", "search *55501?0"])
def test_it_fits(account: Account, command: str) -> None:
    account.stacks.deploy("sales", template(A=account.world.search, B=account.world.search))
    account.parked()
    assert fits(account.run(*command.split(), width=WIDTH).stdout)


def test_a_text_goes_below_a_heading_that_leaves_it_no_room() -> None:
    head, body = (
        Text("warning  the quota of contact-center  "),
        Text("4 of 5 numbers are held, and 9 of 10 operations used"),
    )
    assert hanging(head, body, 100).plain == f"{head.plain}{body.plain}"
    assert hanging(head, body, WIDTH).plain.splitlines() == [
        "warning  the quota of contact-center",
        "    4 of 5 numbers are held, and 9 of 10 operations used",
    ]


def test_a_replacement_is_one_row_with_what_is_lost(account: Account, tmp_path: Path) -> None:
    world = account.world
    old, new = "+12065550142", "+14255550142"
    account.stacks.deploy("sales", template(A=world.exact(old)))
    assembly = write_assembly(tmp_path / "cdk.out", {"sales": template(A=world.exact(new))})
    shown = account.run("plan", str(assembly), width=WIDTH).stdout
    assert fits(shown)
    assert [line.split() for line in shown.splitlines()[2:4]] == [
        ["replace", "A", old, "→", new],
        ["claim", f"{new};", "RELEASE", f"{old}:"],
    ]


def test_four_refusals_for_one_reason_give_it_once(account: Account, tmp_path: Path) -> None:
    account.world.invoke({"MakeLedger": {}})
    body = template(**{name: account.world.search for name in "ABCDEFGHI"})
    assembly = write_assembly(tmp_path / "cdk.out", {"sales": body})
    shown = account.run("plan", str(assembly), width=WIDTH).stdout
    assert fits(shown)
    assert shown.count("FAIL") == 5  # four rows, and the summary
    assert " ".join(shown.split()).count("Release one that is not needed") == 1
