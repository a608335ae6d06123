"""The pictures say what the text beside them says."""

from __future__ import annotations

import re

import pytest

from docs.tools.quota_pictures import cycles, parked, window
from docs.tools.terminals import PICTURES, RECORDINGS, Recording
from tests.docs.shell import programs_of
from tests.support.connect_numbers import require_connect_numbers


def test_five_cycles_and_the_sixth_waits() -> None:
    picture = cycles()
    # Beside the key's own: 5 claims before the sixth is refused, and those that day 180 and after have room for.
    assert picture.count(">C<") - 1 == picture.count(">R<") - 1 == 8
    assert picture.count(">x<") - 1 == 10


def test_with_parking_nothing_is_refused() -> None:
    picture = parked()
    assert ">x<" not in picture
    assert picture.count(">T<") - 1 == picture.count(">P<") - 1 == 11


def test_the_window_shows_each_operation() -> None:
    assert (window().count(">C<"), window().count(">R<")) == (4, 3)


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_terminals_picture_needs_nothing_from_elsewhere(name: str) -> None:
    picture = (PICTURES / f"{name}.svg").read_text()
    assert re.findall(r"(?:https?:|//)[^\s\"')]+", picture) == ["http://www.w3.org/2000/svg"]
    assert f"{RECORDINGS[name].shown.replace(' ', '&#160;')}</text>" in picture


@pytest.mark.parametrize("recording", [each for each in RECORDINGS.values() if each.run], ids=lambda each: each.shown)
def test_a_terminals_command_is_one_that_there_is(recording: Recording) -> None:
    [[program, *arguments]] = programs_of(recording.run)
    assert program == "connect-numbers"
    require_connect_numbers(arguments)
