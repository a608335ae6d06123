"""A chart over days, as SVG text: no more than the documentation's pictures need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 44, 30, 44, 52
CLAIM, RELEASE, REFUSED, TAKEN, PARKED = "#1976d2", "#ef6c00", "#e53935", "#2e7d32", "#757575"
INK = "currentColor"
"""Dark on a light page and light on a dark one: a picture by itself asks the browser, one in the site is the page's."""
_STYLE = ".chart { color: #212121 } @media (prefers-color-scheme: dark) { .chart { color: #e0e0e0 } }"


class Chart:
    """Days from left to right, a number of operations from bottom to top."""

    def __init__(self, title: str, days: int, highest: int, ticks: Sequence[int]) -> None:
        """Draw title and axes.

        Args:
            title: above it, and what a screen reader reads.
            days: the last day.
            highest: the highest number.
            ticks: the days that are named.
        """
        self._days = days
        self._highest = highest
        self._title = title
        self._parts = [f"<style>{_STYLE}</style>"]
        self.text(LEFT, 22, title, size=15, weight="bold")
        for number in range(0, highest + 1, 2):
            self._line(LEFT, self._y(number), WIDTH - RIGHT, self._y(number), opacity=0.15)
            self.text(LEFT - 8, self._y(number) + 4, str(number), anchor="end")
        for day in ticks:
            self._line(self._x(day), self._y(0), self._x(day), self._y(0) + 5)
            self.text(self._x(day), self._y(0) + 19, f"day {day}", anchor="middle")
        self._line(LEFT, self._y(0), WIDTH - RIGHT, self._y(0))

    def limit(self, number: int, words: str) -> None:
        """A dashed line across, with words on it."""
        y = self._y(number)
        self._parts.append(
            f'<line x1="{LEFT}" y1="{y:g}" x2="{WIDTH - RIGHT}" y2="{y:g}" stroke="{REFUSED}" stroke-dasharray="6 4"/>'
        )
        self.text(LEFT + 4, y - 6, words, colour=REFUSED)

    def steps(self, values: Sequence[int]) -> None:
        """An area whose height on each day is the value at that index."""
        points = [f"{self._x(0):g},{self._y(0):g}"]
        for day, value in enumerate(values):
            points += [f"{self._x(day):g},{self._y(value):g}", f"{self._x(day + 1):g},{self._y(value):g}"]
        points.append(f"{self._x(len(values)):g},{self._y(0):g}")
        self._parts.append(f'<polygon points="{" ".join(points)}" fill="#90caf9" fill-opacity="0.5"/>')

    def mark(self, day: float, number: float, colour: str, letter: str) -> None:
        """A dot with a letter."""
        x, y = self._x(day), self._y(number)
        self._parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="8" fill="{colour}"/>')
        self.text(x, y + 4, letter, anchor="middle", colour="#ffffff", size=11)

    def span(self, first: float, last: float, number: float, words: str) -> None:
        """A line between two days with ends, and words above it."""
        y = self._y(number)
        self._line(self._x(first), y, self._x(last), y)
        for day in (first, last):
            self._line(self._x(day), y - 5, self._x(day), y + 5)
        self.text((self._x(first) + self._x(last)) / 2, y - 7, words, anchor="middle")

    def key(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Under the axis: letters with their colours and what they mean."""
        x = float(LEFT + 8)
        for colour, letter, words in entries:
            y = HEIGHT - 14
            self._parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="8" fill="{colour}"/>')
            self.text(x, y + 4, letter, anchor="middle", colour="#ffffff", size=11)
            self.text(x + 13, y + 4, words)
            x += 34 + 6.4 * len(words)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        colour: str = INK,
        size: int = 12,
        weight: str = "",
    ) -> None:
        """Words at a point of the picture."""
        bold = f' font-weight="{weight}"' if weight else ""
        self._parts.append(
            f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{colour}" font-size="{size}"{bold}>'
            f"{escape(words)}</text>"
        )

    def svg(self) -> str:
        """The picture."""
        lines = "\n".join(self._parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'font-family="Helvetica, Arial, sans-serif">\n<title>{escape(self._title)}</title>\n{lines}\n</svg>\n'
        )

    def _x(self, day: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * day / self._days, 1)

    def _y(self, number: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * number / self._highest, 1)

    def _line(self, x1: float, y1: float, x2: float, y2: float, *, opacity: float = 1) -> None:
        faint = "" if opacity == 1 else f' stroke-opacity="{opacity:g}"'
        self._parts.append(f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{INK}"{faint}/>')
