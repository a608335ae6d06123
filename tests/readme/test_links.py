"""The README's links within the repository."""

from __future__ import annotations

import re

import pytest

from tests.readme.document import README, ROOT

LINKS = re.findall(r"\]\(([^)]+)\)", README.read_text())
ANCHORS = {
    re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
    for heading in re.findall(r"^#+ (.+)$", README.read_text(), re.MULTILINE)
}


@pytest.mark.parametrize("link", [link for link in LINKS if not link.startswith("https://")])
def test_it_leads_somewhere(link: str) -> None:
    assert link[1:] in ANCHORS if link.startswith("#") else (ROOT / link).is_file()
