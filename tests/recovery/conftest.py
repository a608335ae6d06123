"""An account whose ledger gets lost."""

import logging
from collections.abc import Iterator

import pytest

from tests.simulation.world import World, simulated_world


@pytest.fixture
def world() -> Iterator[World]:
    """An account in memory, without the function's log."""
    logging.disable(logging.CRITICAL)
    with simulated_world() as made:
        yield made
    logging.disable(logging.NOTSET)
