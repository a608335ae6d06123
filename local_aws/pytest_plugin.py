"""pytest's fixtures `local_connect`, `local_aws` and `local_aws_deploy`: pytest finds them where this is installed.

Each fixture imports its needs when it is used: a run that uses none pays almost nothing.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from local_aws.testing import Deploy, DeployedApp, LocalAws, LocalConnect


@pytest.fixture
def local_connect(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalConnect]:
    """An Amazon Connect in this process, for this test alone: without CloudFormation, in milliseconds."""
    import os

    from local_aws.testing.local_connect import connect_in_process

    for name in list(os.environ):
        if name.startswith("AWS_ENDPOINT_URL") or name == "AWS_PROFILE":
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with connect_in_process() as connect:
        yield connect


@pytest.fixture(scope="session")
def local_aws() -> Iterator[LocalAws]:
    """A whole local AWS for this run's tests: a process on free ports that ends with them."""
    from local_aws.testing.local_aws import local_aws_process

    with pytest.MonkeyPatch.context() as patch, local_aws_process(patch.setenv) as running:
        yield running


@pytest.fixture
def local_aws_deploy(local_aws: LocalAws) -> Iterator[Deploy]:
    """`local_aws_deploy(folder, *stacks, context={})` deploys a CDK app; at the test's end it is destroyed."""
    from local_aws.testing import DeployedApp

    apps: list[DeployedApp] = []

    def deploy(folder: Path, *stacks: str, context: Mapping[str, str] | None = None) -> DeployedApp:
        # A stack whose deployment fails is there, too.
        apps.append(DeployedApp(folder, stacks, context or {}))
        apps[-1].deploy()
        return apps[-1]

    yield deploy
    for app in reversed(apps):
        app.destroy()
