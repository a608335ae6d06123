import logging
from collections.abc import Iterator

import pytest

from tests.simulation.boto3_world import Boto3World, boto3_world
from tests.simulation.world import World, simulated_world


@pytest.fixture(autouse=True)
def silent() -> Iterator[None]:
    """Without the function's log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world() -> Iterator[World]:
    """An account in memory, with one Connect instance."""
    with simulated_world() as made:
        yield made


@pytest.fixture
def slow_world() -> Iterator[Boto3World]:
    """The same behind boto3 and moto."""
    with boto3_world() as made:
        yield made
