"""What is generated in the documentation is what it is generated from today."""

from __future__ import annotations

from docs.tools.generated import contents


def test_it_is_up_to_date() -> None:
    generated = list(contents())
    names = {path.name for path, _ in generated}
    assert {"window.svg", "cycles.svg", "parked.svg", "command_line.md", "permissions.md"} <= names
    outdated = [path.name for path, content in generated if path.read_text() != content]
    assert outdated == [], "`python -m docs.tools` writes it anew"
