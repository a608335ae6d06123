from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.account import Account, begin_again, memory_account


@pytest.fixture(scope="module")
def memory() -> Iterator[Account]:
    """An account in memory."""
    with memory_account() as made:
        yield made


@pytest.fixture(scope="module")
def beginning(memory: Account) -> Any:
    """The snapshot that `account` restores before each test."""
    return memory.world.snapshot()


@pytest.fixture
def account(memory: Account, beginning: Any) -> Iterator[Account]:
    """The account in memory, restored to its beginning."""
    settings = memory.world.provider.settings
    begin_again(memory.world, beginning)
    yield memory
    memory.world.provider.settings = settings
