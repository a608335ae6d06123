"""The README's links within the repository."""

from __future__ import annotations

import pytest

from tests.readme.document import ROOT, anchors, links


@pytest.mark.parametrize("link", [link for link in links() if not link.startswith("https://")])
def test_it_leads_somewhere(link: str) -> None:
    assert link[1:] in anchors() if link.startswith("#") else (ROOT / link).is_file()
