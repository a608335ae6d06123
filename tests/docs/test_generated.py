"""What is generated in the documentation is what it is generated from today."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.tools.generated import contents

GENERATED = list(contents())


def test_pictures_and_blocks_are_there() -> None:
    names = {path.name for path, _ in GENERATED}
    assert {"window.svg", "cycles.svg", "parked.svg", "command_line.md", "permissions.md"} <= names


@pytest.mark.parametrize(("path", "content"), GENERATED, ids=[path.name for path, _ in GENERATED])
def test_it_is_up_to_date(path: Path, content: str) -> None:
    assert path.read_text() == content, "`python -m docs.tools` writes it anew"
