"""The version before this one, as its users have it: what an upgrade starts from."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from .run import CHECKOUT

LAST_VERSION = "47afb3b192d8ece89f5fffb994c59185ea85aaa9"
"""The commit that the newest released version was built from: the one before the version under way. A release sets it
to its own commit, when the next version begins."""


def extract(folder: Path) -> Path:
    """Put the files of the last version into a folder. The test is skipped in a clone that lacks its history."""
    archive = subprocess.run(["git", "archive", LAST_VERSION], cwd=CHECKOUT, capture_output=True, check=False)
    if archive.returncode:
        pytest.skip(f"commit {LAST_VERSION} is not in this clone: git fetch --unshallow")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder
