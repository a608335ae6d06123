"""The site is built, strictly, on a machine without a network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme.document import ROOT

WITHOUT_NETWORK = """
import socket

def refuse(*arguments, **more):
    raise OSError("this build is to need no network")

socket.socket.connect = socket.getaddrinfo = refuse
from mkdocs.__main__ import cli
cli()
"""


def build(config: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_NETWORK, "build", "--strict", "--config-file", str(config)]
    return subprocess.run([*command, "--site-dir", str(site)], cwd=ROOT, check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    built = build(ROOT / "mkdocs.yml", folder)
    assert built.returncode == 0, built.stderr
    return folder


def test_the_readme_is_the_home_page(site: Path) -> None:
    home = (site / "index.html").read_text()
    assert "Keep production numbers." in home
    assert 'href="files/app.py"' in home
    assert (site / "files" / "app.py").read_text() == (ROOT / "app.py").read_text()
    assert 'href="performance.html"' in home


def test_the_security_policy_is_a_page(site: Path) -> None:
    assert "Who is trusted" in (site / "security.html").read_text()


def test_the_reference_has_arguments_and_errors(site: Path) -> None:
    numbers = (site / "reference" / "numbers.html").read_text()
    for text in ("adopt_parked", "RETAIN_ON_UPDATE_OR_DELETE", "PhoneNumberValidationError", "from_phone_number_arn"):
        assert text in numbers


def test_diagrams_and_pictures_are_there(site: Path) -> None:
    assert (site / "lifecycle.html").read_text().count('<pre class="mermaid">') == 7
    assert (site / "pictures" / "parked.svg").is_file()


def test_the_generators_are_not(site: Path) -> None:
    assert not (site / "tools").exists()


def test_no_font_or_stylesheet_comes_from_elsewhere(site: Path) -> None:
    assert "fonts.googleapis.com" not in (site / "index.html").read_text()
