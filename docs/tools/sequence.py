"""A sequence diagram: messages between participants, from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from docs.tools.drawing import Drawing

_COLUMN, _ROW, _TOP = 150, 36, 62
_BOX_WIDTH, _BOX_HEIGHT = 128, 30
_SELF = 26


class SequenceDiagram:
    """Participants side by side, and below them messages and remarks in the order of time."""

    def __init__(self, title: str, participants: Sequence[str]) -> None:
        """Begin with the participants, from left to right.

        Args:
            title: what a screen reader reads.
            participants: their names, as the messages use them.
        """
        self._title = title
        self._participants = list(participants)
        self._rows: list[tuple[str, str, str, str]] = []

    def call(self, sender: str, receiver: str, words: str) -> None:
        """A message that expects an answer, or starts something; to itself, it is work that a participant does."""
        self._rows.append(("call", sender, receiver, words))

    def answer(self, sender: str, receiver: str, words: str) -> None:
        """An answer: a dashed arrow."""
        self._rows.append(("answer", sender, receiver, words))

    def remark(self, words: str) -> None:
        """A line across, with words: another part of the story begins."""
        self._rows.append(("remark", "", "", words))

    def svg(self) -> str:
        """The picture."""
        width = _COLUMN * len(self._participants)
        drawing = Drawing(self._title, width)
        bottom = _TOP + _ROW * len(self._rows)
        for name in self._participants:
            x = self._x(name)
            drawing.line([(x, _BOX_HEIGHT + 6), (x, bottom)], opacity=0.35)
            drawing.box(x - _BOX_WIDTH / 2, 6, _BOX_WIDTH, _BOX_HEIGHT, name, weight="bold")
        for row, (kind, sender, receiver, words) in enumerate(self._rows):
            y = _TOP + _ROW * row + 14
            if kind == "remark":
                drawing.line([(0, y), (width, y)], opacity=0.35, dashes="2 3")
                drawing.text(4, y - 5, words, weight="bold")
            else:
                self._message(drawing, y, sender, receiver, words, dashes="5 4" if kind == "answer" else "")
        return drawing.svg(bottom + 6)

    def _message(self, drawing: Drawing, y: float, sender: str, receiver: str, words: str, *, dashes: str) -> None:
        start, end = self._x(sender), self._x(receiver)
        if start == end:
            drawing.arrow([(start, y - 8), (start + _SELF, y - 8), (start + _SELF, y + 4), (start, y + 4)])
            drawing.text(start + _SELF + 6, y + 2, words)
            return
        drawing.arrow([(start, y), (end, y)], dashes=dashes)
        drawing.text((start + end) / 2, y - 6, words, anchor="middle")

    def _x(self, name: str) -> float:
        return _COLUMN * (self._participants.index(name) + 0.5)
