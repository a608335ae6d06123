from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples.example import Example, path_with_this_python
from tests.support.local_aws import LocalAws


@pytest.fixture
def example(local_aws: LocalAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Example]:
    """An example by the name of its folder."""
    monkeypatch.setenv("PATH", path_with_this_python())
    return lambda name: Example(local_aws, name, tmp_path)
