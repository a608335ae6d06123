from collections.abc import Iterator
from typing import Any

import pytest

from tests.bad_input.bench import Bench, local_connect, make_bench


@pytest.fixture(scope="module")
def connect_client() -> Iterator[Any]:
    with local_connect() as client:
        yield client


@pytest.fixture
def bench(connect_client: Any) -> Iterator[Bench]:
    with make_bench(connect_client) as made:
        yield made
