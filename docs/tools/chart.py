"""A chart over days, with the parts that the documentation's pictures need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docs.tools.drawing import Drawing

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 44, 30, 44, 52
CLAIM, RELEASE, REFUSED, TAKEN, PARKED = "#1976d2", "#ef6c00", "#e53935", "#2e7d32", "#757575"
_ON_COLOUR = "#ffffff"


class Chart:
    """Days from left to right, a number of operations from bottom to top."""

    def __init__(self, title: str, days: int, highest: int, ticks: Sequence[int]) -> None:
        """Draw title and axes.

        Args:
            title: the title above the chart, which screen readers read.
            days: the last day.
            highest: the highest number.
            ticks: the days that are named.
        """
        self._days = days
        self._highest = highest
        self._drawing = Drawing(title, WIDTH)
        self._drawing.text(LEFT, 22, title, size=15, weight="bold")
        for number in range(0, highest + 1, 2):
            y = self._y(number)
            self._drawing.line([(LEFT, y), (WIDTH - RIGHT, y)], opacity=0.15)
            self._drawing.text(LEFT - 8, y + 4, str(number), anchor="end")
        bottom = self._y(0)
        for day in ticks:
            x = self._x(day)
            self._drawing.line([(x, bottom), (x, bottom + 5)])
            self._drawing.text(x, bottom + 19, f"day {day}", anchor="middle")
        self._drawing.line([(LEFT, bottom), (WIDTH - RIGHT, bottom)])

    def limit(self, number: int, words: str) -> None:
        """A dashed line across, with words on it."""
        y = self._y(number)
        self._drawing.line([(LEFT, y), (WIDTH - RIGHT, y)], colour=REFUSED, dashes="6 4")
        self._drawing.text(LEFT + 4, y - 6, words, colour=REFUSED)

    def steps(self, values: Sequence[int]) -> None:
        """An area whose height on each day is the value at that index."""
        points = [(self._x(0), self._y(0))]
        for day, value in enumerate(values):
            points += [(self._x(day), self._y(value)), (self._x(day + 1), self._y(value))]
        points.append((self._x(len(values)), self._y(0)))
        self._drawing.polygon(points, "#90caf9", opacity=0.5)

    def mark(self, day: float, number: float, colour: str, letter: str) -> None:
        """A dot with a letter."""
        self._dot(self._x(day), self._y(number), colour, letter)

    def span(self, first: float, last: float, number: float, words: str) -> None:
        """A line between two days with ends, and words above it."""
        y = self._y(number)
        self._drawing.line([(self._x(first), y), (self._x(last), y)])
        for day in (first, last):
            self._drawing.line([(self._x(day), y - 5), (self._x(day), y + 5)])
        self._drawing.text((self._x(first) + self._x(last)) / 2, y - 7, words, anchor="middle")

    def key(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Under the axis: letters with their colours and what they mean."""
        x, y = float(LEFT + 8), HEIGHT - 14
        for colour, letter, words in entries:
            self._dot(x, y, colour, letter)
            self._drawing.text(x + 13, y + 4, words)
            x += 34 + 6.4 * len(words)

    def svg(self) -> str:
        """The picture."""
        return self._drawing.svg(HEIGHT)

    def _dot(self, x: float, y: float, colour: str, letter: str) -> None:
        self._drawing.circle(x, y, 8, colour)
        self._drawing.text(x, y + 4, letter, anchor="middle", colour=_ON_COLOUR, size=11)

    def _x(self, day: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * day / self._days, 1)

    def _y(self, number: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * number / self._highest, 1)
