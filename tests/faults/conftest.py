import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.memory_account import MemoryAccount, memory_account


@pytest.fixture(scope="module")
def memory() -> Iterator[MemoryAccount]:
    """An account in memory, as it was made."""
    with memory_account() as made:
        yield made


@pytest.fixture(scope="module")
def beginning(memory: MemoryAccount) -> Any:
    """What `account` goes back to."""
    return memory.remember()


@pytest.fixture
def account(memory: MemoryAccount, beginning: Any) -> MemoryAccount:
    """The account in memory, as it was made, at the beginning of each test."""
    memory.restore(beginning)
    return memory


@pytest.fixture
def quiet() -> Iterator[None]:
    """Nothing is logged: thousands of schedules say a lot."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
