"""What all tests share: an account in memory, and a local AWS for each process of the run.

The first test that asks for the local AWS starts it. Each test has its account as if nobody had used it yet: no test
meets what another has parked, counted or configured.
"""

import gc
import logging
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from functools import cache

import botocore.session
import pytest

from local_aws.command_line.down import down
from local_aws.running import cache_folder, find_running
from tests.simulation.world import World, simulated_world
from tests.support.local_aws import LocalAws, new_account, start

_HOME = "LOCAL_AWS_HOME"
CHEAPER = {
    # The CDK's own rules take half of a synth. The tests of the apps switch them on.
    "CDK_VALIDATION": "false",
    # A process of a function takes longer to start than most of its invocations.
    "LOCAL_AWS_INSTANCES_PER_FUNCTION": "4",
    # Node keeps what it has compiled for the next start, as `python -m local_aws cdk` lets it.
    "NODE_COMPILE_CACHE": str(cache_folder() / "node"),
}


def pytest_configure() -> None:
    os.environ.pop("LOCAL_AWS_PORT", None)
    os.environ[_HOME] = tempfile.mkdtemp(prefix="local-aws-tests-")
    os.environ.update(CHEAPER)
    # Else each session reads the models of its services anew, which takes longer than most tests.
    botocore.session.create_loader = cache(botocore.session.create_loader)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # As in a shell's background; the processes that tests start and interrupt would ignore it, too.
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_unconfigure() -> None:
    if find_running() is not None:
        down()
    shutil.rmtree(os.environ.pop(_HOME))


def pytest_collection_finish() -> None:
    # Hundreds of thousands of objects of libraries are there now, and stay. Python would look through all of them
    # again and again, for half a second each time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def started_local_aws() -> LocalAws:
    """The local AWS that all tests of this process share, for what a session makes that has no numbers."""
    return start()


@pytest.fixture
def local_aws(started_local_aws: LocalAws) -> Iterator[LocalAws]:
    """The local AWS, as if nobody had used its account yet."""
    with new_account(started_local_aws) as new:
        yield new


@pytest.fixture
def world() -> Iterator[World]:
    """An account in memory, with one Connect instance, and without the function's log."""
    logging.disable(logging.CRITICAL)
    with simulated_world() as made:
        yield made
    logging.disable(logging.NOTSET)
