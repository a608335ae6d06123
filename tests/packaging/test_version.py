"""One version, wherever it stands; and what is made of the README for a package index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from constructs_lib import __version__
from metadata_hook import project_urls, with_absolute_links
from tests.packaging.run import CHECKOUT

URL = "https://example.com/organisation/repository"


@pytest.mark.parametrize("document", ["README.md", "docs/getting_started.md", "examples/existing_repository/README.md"])
def test_the_wheel_that_a_document_names_is_this_versions(document: str) -> None:
    named = re.findall(r"cdk_connect_phone_numbers-([\w.]+)-py3", (CHECKOUT / document).read_text())
    assert named
    assert set(named) == {__version__}


def test_the_changelog_begins_with_this_version() -> None:
    [first, *_] = re.findall(r"^## (\S+), ", (CHECKOUT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)
    assert first == __version__


def test_relative_links_lead_to_the_repository() -> None:
    text = "[![A](docs/a.svg)](docs/a.md#b) [c](#d) [e](https://example.com) `[f](g`"
    assert with_absolute_links(text, URL) == (
        f"[![A]({URL}/raw/main/docs/a.svg)]({URL}/blob/main/docs/a.md#b) [c]({URL}#d) [e](https://example.com) `[f](g`"
    )


def test_without_a_repository_relative_links_are_text() -> None:
    assert (
        with_absolute_links("[A](docs/a.md), ![B](b.svg)[c](https://example.com)", "") == "A, [c](https://example.com)"
    )


def test_the_readme_has_no_relative_link_on_an_index() -> None:
    readme = with_absolute_links(Path(CHECKOUT, "README.md").read_text(), URL)
    assert f"]({URL}/blob/main/docs/" in readme
    assert re.findall(r"\]\((?!https?:)[^)]*\)|(?:src|href)=\"(?!https?:)", readme) == []


def test_links_beside_the_package_are_those_of_the_repository() -> None:
    assert all(address.startswith(URL) for address in project_urls(URL).values())
    assert project_urls("") == {}
