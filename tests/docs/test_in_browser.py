"""The site in a real browser, read from the disk: every page, on a phone and on a desktop, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.docs.browser import DESKTOP, PHONE, Reader, chromium, needs_browser

pytestmark = [needs_browser, pytest.mark.xdist_group("site")]

LOOK = """() => {
    const page = document.documentElement, problems = []
    if (page.scrollWidth > page.clientWidth) problems.push(`the page is ${page.scrollWidth} wide`)
    for (const code of document.querySelectorAll(":not(.language-text) > pre > code"))
        if (code.scrollWidth > code.clientWidth + 1) problems.push(`cut off: ${code.innerText.slice(0, 60)}`)
    for (const picture of document.querySelectorAll(".wide > *")) {
        const box = picture.getBoundingClientRect()
        const isDrawn = picture.tagName === "IMG" ? picture.naturalWidth > 0 : picture.querySelector("text") !== null
        if (!isDrawn || box.width < 300 || box.height < 100) problems.push("a picture is not drawn")
    }
    for (const table of document.querySelectorAll(".md-typeset__scrollwrap"))
        if (table.scrollWidth > table.clientWidth) problems.push(`a table scrolls: ${table.innerText.slice(0, 60)}`)
    if (document.querySelector("article h1") === null) problems.push("no heading")
    return problems
}"""
COMPARISON = """() => {
    const [feature, ours] = document.querySelector("article td").parentElement.cells
    return {
        isList: getComputedStyle(feature).display === "block",
        title: getComputedStyle(ours, "::before").content,
        isBelow: ours.getBoundingClientRect().top >= feature.getBoundingClientRect().bottom,
    }
}"""
INK = """() => [
    getComputedStyle(document.querySelector(".picture text")).fill,
    getComputedStyle(document.body).backgroundColor,
]"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


def pages(site: Path) -> list[Path]:
    return [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


def brightness(colour: str) -> float:
    """Of `rgb(…)` or `rgba(…)`, from 0 to 255."""
    channels = [float(part) for part in colour.partition("(")[2].rstrip(")").split(",")[:3]]
    return sum(channels) / 3


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_whole(site: Path, browser: Any, size: dict[str, int]) -> None:
    reader = Reader(browser, viewport=size)
    found = []
    for path in pages(site):
        reader.page.goto(path.as_uri())
        found += [f"{path.name}: {problem}" for problem in (*reader.page.evaluate(LOOK), *reader.problems)]
        reader.problems.clear()
    assert found == []


def test_a_wide_table_is_a_list_on_a_phone_and_a_table_again_where_there_is_room(site: Path, browser: Any) -> None:
    reader = Reader(browser, viewport=PHONE)
    reader.page.goto((site / "index.html").as_uri())
    assert reader.page.evaluate(COMPARISON) == {"isList": True, "title": '"this library: "', "isBelow": True}
    reader.page.set_viewport_size(DESKTOP)
    assert reader.page.evaluate(COMPARISON) == {"isList": False, "title": "none", "isBelow": False}


def test_on_a_phone_no_column_has_its_words_below_each_other(site: Path, browser: Any) -> None:
    reader = Reader(browser, viewport=PHONE)
    reader.page.goto((site / "permissions.html").as_uri())
    table = reader.page.locator("article table", has_text="roles of Amazon Connect")
    assert table.get_attribute("data-stacked") == ""


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_pictures_have_the_colours_of_the_theme(site: Path, browser: Any, scheme: str, is_dark: bool) -> None:
    reader = Reader(browser, color_scheme=scheme)
    for name in ("quotas", "lifecycle"):
        reader.page.goto((site / f"{name}.html").as_uri())
        ink, paper = (brightness(colour) for colour in reader.page.evaluate(INK))
        assert (paper < 128) is is_dark
        assert abs(ink - paper) > 100, "words of a picture can't be read"
    assert reader.problems == []


def test_the_theme_can_be_chosen(site: Path, browser: Any) -> None:
    reader = Reader(browser, color_scheme="light")
    reader.page.goto((site / "quotas.html").as_uri())
    reader.page.locator("label[title=Dark]").click()
    ink, paper = (brightness(colour) for colour in reader.page.evaluate(INK))
    assert paper < 128 < ink


@pytest.mark.parametrize(
    ("words", "page"), [("parking_target", "shared_provider"), ("no-rollback", "updates"), ("released", "quotas")]
)
def test_the_search_finds_from_the_disk(site: Path, browser: Any, words: str, page: str) -> None:
    reader = Reader(browser)
    reader.page.goto((site / "index.html").as_uri())
    reader.page.locator("input.md-search__input").click()
    reader.page.keyboard.type(words)
    reader.page.locator(f".md-search-result__link[href*='{page}.html']").first.wait_for(timeout=10_000)
    assert reader.problems == []
