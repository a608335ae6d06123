"""What the package's page on an index shows, made from the README when a distribution is built.

The README's links are relative, so that they work in every clone. An index needs absolute ones. They are made with the
address in PROJECT_URL: the workflow that publishes a release sets it to the repository that it runs in. Without it, the
text of a relative link stays, and the link goes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<address>[^)\s]+)\)")
_LINK = re.compile(r"(?<!!)\[(?P<text>(?:!\[[^\]]*\]\([^)]*\)|[^\]])*)\]\((?P<address>[^)\s]+)\)")
"""A link's text may be a picture."""


class ReadmeMetadataHook(MetadataHookInterface):
    """Sets the project's `readme` and `urls`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add them to the metadata of `pyproject.toml`."""
        url = os.environ.get("PROJECT_URL", "").rstrip("/")
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": with_absolute_links(readme, url)}
        metadata["urls"] = project_urls(url)


def with_absolute_links(markdown: str, url: str) -> str:
    """The text with its relative links led to a repository, or, without a `url`, taken out."""

    def picture(found: re.Match[str]) -> str:
        if _is_absolute(found["address"]):
            return found[0]
        return f"![{found['text']}]({url}/raw/main/{found['address']})" if url else ""

    def link(found: re.Match[str]) -> str:
        if _is_absolute(found["address"]):
            return found[0]
        page = "" if found["address"].startswith("#") else "/blob/main/"
        return f"[{found['text']}]({url}{page}{found['address']})" if url else found["text"]

    return _LINK.sub(link, _PICTURE.sub(picture, markdown))


def _is_absolute(address: str) -> bool:
    return re.match("[a-z]+:", address) is not None


def project_urls(url: str) -> dict[str, str]:
    """The links beside the package on an index, by their names there: https://packaging.python.org/specifications/well-known-project-urls."""
    if not url:
        return {}
    return {
        "Homepage": url,
        "Documentation": f"{url}/tree/main/docs",
        "Changelog": f"{url}/blob/main/CHANGELOG.md",
        "Issues": f"{url}/issues",
        "Source": url,
    }
