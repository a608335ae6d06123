"""What the tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.local_aws import LocalAws


@pytest.fixture(scope="session")
def local_aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAws]:
    """A local AWS that starts with the first deployment, and ends with the tests."""
    local_aws = LocalAws(tmp_path_factory.mktemp("local-aws"))
    yield local_aws
    local_aws.down()
