"""The site is built, strictly, on a machine without a network, and needs none to be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

pytestmark = pytest.mark.xdist_group("site")


def test_the_readme_is_the_home_page(site: Path) -> None:
    home = (site / "index.html").read_text()
    assert "Keep production numbers." in home
    assert 'href="files/app.py"' in home
    assert (site / "files" / "app.py").read_text() == (ROOT / "app.py").read_text()
    assert 'href="lifecycle.html"' in home
    assert 'src="pictures/terminals/deploy_local.svg"' in home


def test_pages_that_lie_elsewhere_are_there(site: Path) -> None:
    assert "Who is trusted" in (site / "security.html").read_text()
    assert "A number's life" in (site / "the_function.html").read_text()
    assert 'href="one_number.html"' in (site / "examples" / "index.html").read_text()


def test_the_reference_has_arguments_and_errors(site: Path) -> None:
    numbers = (site / "reference" / "numbers.html").read_text()
    for text in ("take_parked", "RETAIN_ON_UPDATE_OR_DELETE", "PhoneNumberValidationError", "from_phone_number_arn"):
        assert text in numbers


def test_pictures_have_the_pages_colours(site: Path) -> None:
    quotas = (site / "quotas.html").read_text()
    assert quotas.count('<svg xmlns="http://www.w3.org/2000/svg" class="picture"') == 3
    assert "#ffffff" not in (site / "pictures" / "parked.svg").read_text().replace('fill="#ffffff" font-size="11"', "")


def test_the_generators_are_not_there(site: Path) -> None:
    assert not (site / "tools").exists()


def test_nothing_that_a_page_needs_comes_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        needed = re.findall(r'<(?:script|img|iframe)[^>]* src="([^"]+)"', path.read_text())
        needed += re.findall(r'<link[^>]* rel="(?:stylesheet|icon|preconnect)"[^>]* href="([^"]+)"', path.read_text())
        assert [address for address in needed if address.startswith(("http", "//"))] == []


def test_every_list_is_one(site: Path) -> None:
    """The site's Markdown wants an empty line before a list, where GitHub's does not."""
    for path in site.rglob("*.html"):
        found = re.search(r"<p>(?:(?!</p>).)*\n(?:- |\d+\. )[^\n]*", path.read_text(), re.DOTALL)
        assert found is None, f"{path.name}: {found[0][-200:] if found else ''}"
