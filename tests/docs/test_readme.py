"""The README as somebody new meets it: short, and its app runs as it stands, with the commands beside it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_aws.network import free_endpoints
from tests.docs.conftest import environment, write
from tests.docs.document import blocks
from tests.docs.pages import README


def test_it_is_short() -> None:
    assert len(README.read_text().split()) <= 1_100


def files() -> dict[str, str]:
    return {block.title: block.text for language in ("python", "json") for block in blocks(language, README)}


def on_local_aws() -> list[str]:
    """The commands of the block that deploys to the local AWS."""
    [block] = [block for block in blocks("sh", README) if block.text.startswith("python -m local_aws cdk deploy")]
    return block.text.splitlines()


@pytest.fixture
def reader() -> Iterator[dict[str, str]]:
    """The environment of somebody who has no local AWS yet."""
    with tempfile.TemporaryDirectory(prefix="local-aws-readme-") as home:
        programs = Path(sys.executable).parent
        variables = {
            **environment(),
            "LOCAL_AWS_HOME": home,
            "LOCAL_AWS_PORT": str(free_endpoints().port),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        }
        yield variables
        subprocess.run([sys.executable, "-m", "local_aws", "down"], env=variables, check=False)


def test_its_app_is_complete(project: Path, reader: dict[str, str]) -> None:
    write(project, files())
    printed = {}
    for command in on_local_aws():
        ran = subprocess.run(
            shlex.split(command), cwd=project, env=reader, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        printed[command] = ran.stdout.decode()
        assert ran.returncode == 0, printed[command]
    deploy, listing, _, down = printed.values()
    assert "SupportLine.PhoneNumber = +1206" in deploy
    assert "SupportLine/Number" in listing
    assert down
