from pathlib import Path

import pytest

from tests.end_to_end.deployment import Deployment
from tests.support.local_aws import LocalAws


@pytest.fixture
def deployment(local_aws: LocalAws, tmp_path: Path) -> Deployment:
    """An instance, and a folder with stacks to deploy to it."""
    return Deployment(local_aws, tmp_path)


@pytest.fixture
def shared(deployment: Deployment) -> str:
    """The name of the stack with the provider of all the others; what it logs outlives them."""
    deployment.provider_stack = f"{deployment.stack_name}-shared"
    return deployment.provider_stack
