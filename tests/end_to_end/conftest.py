from pathlib import Path

import pytest

from tests.end_to_end.deployment import Deployment
from tests.support.local_aws import LocalAws


@pytest.fixture
def deployment(local_aws: LocalAws, tmp_path: Path) -> Deployment:
    """An instance, and a folder with an app to deploy to it."""
    return Deployment(local_aws, tmp_path)
