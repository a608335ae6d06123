"""What all tests share: one local AWS per run, started by the first test that asks for it."""

import os
import shutil
import tempfile

import pytest

from local_aws.command_line.down import down
from local_aws.running import find_running
from tests.support.local_aws import LocalAws, start_or_find

_HOME = "LOCAL_AWS_HOME"


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    # Workers of pytest-xdist are started with this process's environment, and so find the same folder.
    if not _is_worker(config):
        os.environ[_HOME] = tempfile.mkdtemp(prefix="local-aws-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not _is_worker(config):
        if find_running() is not None:
            down()
        shutil.rmtree(os.environ.pop(_HOME))


@pytest.fixture(scope="session")
def local_aws() -> LocalAws:
    """The local AWS that all tests of this run share."""
    return start_or_find()
