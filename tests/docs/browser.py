"""Chromium, without a window and without a network, as a reader's browser."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_OPTIONS = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

needs_browser = pytest.mark.skipif(
    _CHROMIUM is None or importlib.util.find_spec("playwright") is None,
    reason="needs Chromium (apt-get install chromium) and playwright (make test-docs installs it)",
)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser of playwright's, with a profile of its own."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not everybody who runs the tests has it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_OPTIONS, chromium_sandbox=False)
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """A page of the browser, and what went wrong on it.

    Attributes:
        problems: errors of scripts and of the console, what could not be loaded, and what was asked of a network.
    """

    def __init__(self, browser: Any, **options: Any) -> None:
        """Open an empty page, as wide as a desktop's unless told otherwise."""
        self.page = browser.new_page(**{"viewport": DESKTOP, **options})
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("console", self._on_console)
        self.page.on("requestfailed", self._on_failure)
        self.page.on("request", self._on_request)

    def _on_console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"console: {message.text}")

    def _on_failure(self, request: Any) -> None:
        # What the reader turned the page on was not missing.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"not loaded: {request.url}")

    def _on_request(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:", "about:")):
            self.problems.append(f"network: {request.url}")
