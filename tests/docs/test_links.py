"""Links of the pages, as a repository's pages show them; the site's own are checked by its build."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.document import anchors, links
from tests.docs.pages import PAGES, ROOT, id_of


@pytest.mark.parametrize("document", PAGES, ids=id_of)
def test_they_lead_somewhere(document: Path) -> None:
    broken = [
        link for link in links(document) if not link.startswith("https://") and not _leads_somewhere(document, link)
    ]
    assert broken == []


def _leads_somewhere(document: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.is_relative_to(ROOT) or not target.exists():
        return False
    return not anchor or (target.suffix == ".md" and anchor in anchors(target))


def test_every_page_is_looked_at() -> None:
    assert {"README", "SECURITY", "getting_started", "reference/numbers", "examples/one_number/README"} <= {
        id_of(path) for path in PAGES
    }
