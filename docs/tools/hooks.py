"""Adds to mkdocs: pages that lie outside of docs/, links to files outside of it, pictures in the page.

README.md is the home page. SECURITY.md, the examples' READMEs and the function's README are pages, as they stand. A
link to another file of the repository leads to a copy of the file in the site; a link to a folder becomes plain text.
On a repository's pages all links work as they are.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
PAGES_OF_FILES = {
    "README.md": "index.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changes.md",
    "lambda/connect_phone_numbers/README.md": "the_function.md",
    "tests/README.md": "the_tests.md",
    "examples/README.md": "examples/index.md",
    **{
        f"examples/{readme.parent.name}/README.md": f"examples/{readme.parent.name}.md"
        for readme in sorted((ROOT / "examples").glob("*/README.md"))
    },
}
FILES_OF_PAGES = {page: file for file, page in PAGES_OF_FILES.items()}
_LINK = re.compile(r"(!?)\[([^\]]+)\]\(([^)\s]+)\)")
_PICTURE = re.compile(r'<img alt="([^"]*)" src="([./]*)(pictures/[\w/]+\.svg)" />')
_TERMINALS = "pictures/terminals/"
_SEARCH_FROM_DISK = "assets/iframe-worker.js"
_ELSEWHERE = ("https://", "http://", "mailto:", "#")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that lie outside of docs/."""
    for name, page in PAGES_OF_FILES.items():
        files.append(File.generated(config, page, content=(ROOT / name).read_text()))
    # A browser lets no page from the disk start the worker that searches; this does it in a frame.
    shim = ROOT / "node_modules" / "iframe-worker" / "shim" / "index.js"
    files.append(File.generated(config, _SEARCH_FROM_DISK, content=shim.read_text()))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Change the page's links so that they lead to their files in the site."""
    if page.file.src_uri.startswith(("reference/", "the_", "changes")):
        page.meta["search"] = {"boost": 0.5}  # a search shows the guides first

    def copy(path: str) -> None:
        in_site = _copy_of(path)
        if files.get_file_from_path(in_site) is None:
            files.append(File.generated(config, in_site, content=(ROOT / path).read_text()))

    return rewritten(markdown, page.file.src_uri, copy)


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the drawings into the page, so that they have its colours, dark or light; and let wide pictures scroll."""
    return _PICTURE.sub(_shown, html)


def _shown(found: re.Match[str]) -> str:
    alternative, up, path = found.groups()
    if path.startswith(_TERMINALS):
        return f'<span class="wide"><img alt="{alternative}" src="{up}{path}" /></span>'
    return f'<span class="wide">{(ROOT / "docs" / path).read_text()}</span>'


def rewritten(markdown: str, page: str, copy: Callable[[str], None]) -> str:
    """A page's text with its links into the repository changed to links into the site.

    Args:
        markdown: the text.
        page: its path in the site.
        copy: copies a file of the repository into the site.
    """
    source = FILES_OF_PAGES.get(page, f"docs/{page}")

    def link(found: re.Match[str]) -> str:
        picture, text, target = found.groups()
        if target.startswith(_ELSEWHERE):
            return found[0]
        path, hash_sign, anchor = target.partition("#")
        in_repository = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if (ROOT / in_repository).is_dir():
            in_repository = f"{in_repository}/README.md"
            if in_repository not in PAGES_OF_FILES:
                return text
        in_site = _in_site(in_repository, copy)
        return f"{picture}[{text}]({posixpath.relpath(in_site, posixpath.dirname(page) or '.')}{hash_sign}{anchor})"

    return _LINK.sub(link, markdown)


def _in_site(path: str, copy: Callable[[str], None]) -> str:
    """Where a file of the repository is in the site."""
    if path in PAGES_OF_FILES:
        return PAGES_OF_FILES[path]
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    if (ROOT / path).is_file():
        copy(path)
    return _copy_of(path)


def _copy_of(path: str) -> str:
    # Not where it is in the repository: a page may have that name. And no page: it is shown as it is written.
    return f"files/{path}.txt" if path.endswith(".md") else f"files/{path}"
