"""A picture as SVG text: words, lines, arrows and boxes in the colours of the page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

INK = "currentColor"
"""Dark on a light page, light on a dark one: a picture by itself asks the browser, a picture in the site the page."""
_STYLE = ".picture { color: #212121 } @media (prefers-color-scheme: dark) { .picture { color: #e0e0e0 } }"
_FONT = "Helvetica, Arial, sans-serif"
_HEAD = 7

Point = tuple[float, float]


class Drawing:
    """A picture that grows part by part; x goes to the right and y down, in pixels."""

    def __init__(self, title: str, width: int) -> None:
        """Begin an empty picture.

        Args:
            title: read by screen readers.
            width: of the picture.
        """
        self._title = title
        self._width = width
        self._parts = [f"<style>{_STYLE}</style>"]

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
        """Words at a point."""
        bold = f' font-weight="{weight}"' if weight else ""
        self._parts.append(
            f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{colour}" font-size="{size}"{bold}>'
            f"{escape(words)}</text>"
        )

    def line(self, points: Sequence[Point], *, opacity: float = 1, colour: str = INK, dashes: str = "") -> None:
        """A line through points."""
        faint = "" if opacity == 1 else f' stroke-opacity="{opacity:g}"'
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        self._parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}"{faint}{dashed}/>')

    def arrow(self, points: Sequence[Point], *, dashes: str = "") -> None:
        """A line through points, with a head at the last; its last part is horizontal or vertical."""
        (x0, y0), (x, y) = points[-2:]
        self.line(points, dashes=dashes)
        if y0 == y:
            back = -_HEAD if x > x0 else _HEAD
            head = [(x + back, y - 4), (x, y), (x + back, y + 4)]
        else:
            back = -_HEAD if y > y0 else _HEAD
            head = [(x - 4, y + back), (x, y), (x + 4, y + back)]
        self.polygon(head, INK)

    def polygon(self, points: Sequence[Point], colour: str, *, opacity: float = 1) -> None:
        """A filled area."""
        faint = "" if opacity == 1 else f' fill-opacity="{opacity:g}"'
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        self._parts.append(f'<polygon points="{path}" fill="{colour}"{faint}/>')

    def circle(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle."""
        self._parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{colour}"/>')

    def box(self, x: float, y: float, width: float, height: float, words: str, *, weight: str = "") -> None:
        """A box with rounded corners, and words in its middle; x and y are its upper left corner."""
        self._parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="5" fill="{INK}" '
            f'fill-opacity="0.06" stroke="{INK}"/>'
        )
        self.text(x + width / 2, y + height / 2 + 4, words, anchor="middle", weight=weight)

    def svg(self, height: float) -> str:
        """The picture, cut off at a height."""
        lines = "\n".join(self._parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="{self._width}" height="{height:g}" '
            f'viewBox="0 0 {self._width} {height:g}" role="img" font-family="{_FONT}">\n'
            f"<title>{escape(self._title)}</title>\n{lines}\n</svg>\n"
        )
