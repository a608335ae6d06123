"""The generated parts of the documentation: pictures, and blocks between two comments of a page.

A block stands between `<!-- generated: NAME -->` and `<!-- end of NAME -->`. It is committed, so that the pages can be
read where no build has run; a test compares it with what it is generated from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docs.tools.command_line import connect_numbers_reference, local_aws_help
from docs.tools.permissions import deployed_types_table, function_permissions, replication_permissions
from docs.tools.quota_pictures import cycles, parked, window
from docs.tools.state_machine import state_machine
from docs.tools.stories import create, failed_create, replacement
from docs.tools.transitions import ending_table, holding_table, ways_table

DOCS = Path(__file__).parents[1]
LAMBDA_README = "../lambda/connect_phone_numbers/README.md"

PICTURES: Mapping[str, Callable[[], str]] = {
    "window.svg": window,
    "cycles.svg": cycles,
    "parked.svg": parked,
    "state_machine.svg": state_machine,
    "create.svg": create,
    "failed_create.svg": failed_create,
    "replacement.svg": replacement,
}
"""By file name in docs/pictures: the function that draws it."""

BLOCKS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "connect-numbers": ("command_line.md", connect_numbers_reference),
    "local_aws": ("command_line.md", local_aws_help),
    "deployed types": ("permissions.md", deployed_types_table),
    "function": ("permissions.md", function_permissions),
    "replication": ("permissions.md", replication_permissions),
    "holding": (LAMBDA_README, holding_table),
    "ending": (LAMBDA_README, ending_table),
    "ways": (LAMBDA_README, ways_table),
}
"""By name: the page, and the function that generates the block."""


def contents() -> Iterator[tuple[Path, str]]:
    """Every file with a generated part, and the text that it should have."""
    for name, draw in PICTURES.items():
        yield DOCS / "pictures" / name, draw()
    for page in sorted({page for page, _ in BLOCKS.values()}):
        text = (DOCS / page).read_text()
        for name, (where, generate) in BLOCKS.items():
            if where == page:
                text = _with_block(text, name, generate())
        yield DOCS / page, text


def write_all() -> list[Path]:
    """Write the files that are out of date, and return their names."""
    written = []
    for path, content in list(contents()):
        if not path.exists() or path.read_text() != content:
            path.parent.mkdir(exist_ok=True)
            path.write_text(content)
            written.append(path)
    return written


def _with_block(text: str, name: str, block: str) -> str:
    begin, end = f"<!-- generated: {name} -->", f"<!-- end of {name} -->"
    changed, count = re.subn(
        rf"{re.escape(begin)}.*?{re.escape(end)}",
        lambda _: f"{begin}\n\n{block.strip()}\n\n{end}",
        text,
        flags=re.DOTALL,
    )
    if count != 1:
        raise ValueError(f"There are {count} blocks named {name}, where one is to be.")
    return changed
