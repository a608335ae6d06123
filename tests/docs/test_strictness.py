"""What the build must not let pass."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import load_config

from docs.tools.hooks import rewritten
from tests.docs.pages import ROOT


def in_site(markdown: str, page: str) -> str:
    return rewritten(markdown, page, list[str]().append)


def test_links_lead_from_the_repository_into_the_site() -> None:
    assert in_site("[x](../README.md#quotas)", "reliability.md") == "[x](index.md#quotas)"
    assert in_site("[x](docs/performance.md)", "index.md") == "[x](performance.md)"
    assert in_site("[x](../app.py)", "getting_started.md") == "[x](files/app.py)"
    assert in_site("[x](../SECURITY.md#who-is-trusted)", "permissions.md") == "[x](security.md#who-is-trusted)"
    assert (
        in_site("[x](quotas.md) [y](https://example.com/a)", "updates.md")
        == "[x](quotas.md) [y](https://example.com/a)"
    )


def test_a_file_that_is_linked_is_copied() -> None:
    copied: list[str] = []
    rewritten("[x](../app.py) [y](quotas.md)", "design.md", copied.append)
    assert copied == ["app.py"]


def test_a_folder_is_not_linked() -> None:
    assert in_site("see [tests](../tests/security).", "reliability.md") == "see tests."


def test_a_folder_whose_readme_is_a_page_is_linked() -> None:
    assert in_site("[x](one_number)", "examples/index.md") == "[x](one_number.md)"
    assert in_site("[x](examples/README.md)", "index.md") == "[x](examples/index.md)"


def test_a_link_to_nothing_stays_one_for_the_build_to_refuse() -> None:
    assert in_site("[x](../no_such_file.py)", "design.md") == "[x](files/no_such_file.py)"


def test_the_build_is_strict_about_links_and_anchors() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    assert config.strict
    levels = config.validation
    assert {levels.links.not_found, levels.links.anchors, levels.nav.not_found, levels.nav.omitted_files} == {30}
    assert Path(config.docs_dir) == ROOT / "docs"
