"""The drawing of the state machine, from its definition."""

from __future__ import annotations

from typing import Any

from constructs_lib.private.state_machine_definition import state_machine_definition
from docs.tools.drawing import Drawing

_WIDTH = 660
_ROW, _HEIGHT = 44, 32
_LEFT, _MIDDLE, _RIGHT = 8, 200, 430
"""The left edges of the boxes in the three columns."""
_SIDE, _CENTRE = 170, 210
"""The widths of the boxes: at the sides, and in the middle."""


def state_machine() -> str:
    """Draw it: the next step, the choice, the waiting states, and the way back.

    Raises:
        ValueError: the definition has a state that has no place in the drawing.
    """
    definition = state_machine_definition("function")
    states: dict[str, Any] = definition["States"]
    start = definition["StartAt"]
    choice, give_up = states[start]["Next"], states[start]["Catch"][0]["Next"]
    no_answer = states[give_up]["Catch"][0]["Next"]
    ways = [(each["StringEquals"], each["Next"]) for each in states[choice]["Choices"]]
    waits = [(status, name) for status, name in ways if states[name]["Type"] == "Wait"]
    ends = [(status, name) for status, name in ways if states[name]["Type"] == "Succeed"]
    rows = [*waits, ("any other", states[choice]["Default"]), *ends]
    if states.keys() != {start, choice, give_up, no_answer, *(name for _, name in rows)}:
        raise ValueError("The drawing of the state machine leaves a state out")
    drawing = Drawing("The state machine", _WIDTH)
    _draw_middle(drawing, start, choice)
    _draw_failures(drawing, give_up, no_answer)
    bottom = _draw_rows(drawing, rows, len(rows) - len(ends))
    return drawing.svg(bottom)


def _y(row: float) -> float:
    """The upper edge of a row's box."""
    return 6 + _ROW * row


def _draw_middle(drawing: Drawing, start: str, choice: str) -> None:
    centre = _MIDDLE + _CENTRE / 2
    drawing.box(_MIDDLE, _y(0), _CENTRE, _HEIGHT, start, weight="bold")
    drawing.box(_MIDDLE, _y(1.6), _CENTRE, _HEIGHT, choice)
    drawing.arrow([(centre, _y(0) + _HEIGHT), (centre, _y(1.6))])
    drawing.text(centre + 8, _y(1.05) + 8, "Status, Seconds, Why")


def _draw_failures(drawing: Drawing, give_up: str, no_answer: str) -> None:
    x = _LEFT + _SIDE / 2
    middle = _HEIGHT / 2
    drawing.arrow([(_MIDDLE, _y(0) + middle), (x, _y(0) + middle), (x, _y(1.6))])
    drawing.text(_LEFT, _y(0) + 8, "fails again and again")
    drawing.box(_LEFT, _y(1.6), _SIDE, _HEIGHT, give_up)
    drawing.arrow([(_LEFT + _SIDE, _y(1.6) + middle), (_MIDDLE, _y(1.6) + middle)])
    drawing.arrow([(x, _y(1.6) + _HEIGHT), (x, _y(3.2))])
    drawing.text(x + 8, _y(2.6) + 8, "fails, too")
    drawing.box(_LEFT, _y(3.2), _SIDE, _HEIGHT, no_answer)


def _draw_rows(drawing: Drawing, rows: list[tuple[str, str]], waits: int) -> float:
    """The states that the choice leads to, a row each. The first `waits` rows lead back to the next step."""
    spine, back = _MIDDLE + _CENTRE / 2, _RIGHT + _SIDE + 36
    for index, (status, name) in enumerate(rows):
        y = _y(3 + index) + _HEIGHT / 2
        drawing.arrow([(spine, y), (_RIGHT, y)])
        drawing.text(spine + 6, y - 5, status)
        drawing.box(_RIGHT, y - _HEIGHT / 2, _SIDE, _HEIGHT, name)
        if index < waits:
            drawing.line([(_RIGHT + _SIDE, y), (back, y)])
    last = _y(3 + len(rows) - 1) + _HEIGHT / 2
    drawing.line([(spine, _y(1.6) + _HEIGHT), (spine, last)])
    top = _y(0) + _HEIGHT / 2
    drawing.arrow([(back, _y(3 + waits - 1) + _HEIGHT / 2), (back, top), (_MIDDLE + _CENTRE, top)])
    drawing.text(back - 6, top - 6, "Seconds later", anchor="end")
    return last + _HEIGHT / 2 + 6
