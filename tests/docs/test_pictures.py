"""The pictures say what the text beside them says."""

from __future__ import annotations

from docs.tools.quota_pictures import cycles, parked, window


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
