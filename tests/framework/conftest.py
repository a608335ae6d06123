from collections.abc import Iterator

import pytest

from tests.framework.runtime import FrameworkRuntime, extract_runtime


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrameworkRuntime]:
    """The framework's own runtime: one process per module."""
    with FrameworkRuntime(extract_runtime(tmp_path_factory.mktemp("provider-framework"))) as running:
        yield running
