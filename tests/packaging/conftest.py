"""The distributions, and virtual environments that they are installed in: once for all tests of packaging."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from .last_version import extract
from .run import CHECKOUT, run


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, CHECKOUT)
    return folder


@pytest.fixture(scope="session")
def python(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new virtual environment with the wheel, and not the checkout, in it."""
    return _with_wheel(distributions, tmp_path_factory.mktemp("venv"))


@pytest.fixture(scope="session")
def python_of_last_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a virtual environment with the wheel of the version before this one."""
    source = extract(tmp_path_factory.mktemp("last_version"))
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", source)
    return _with_wheel(source / "dist", tmp_path_factory.mktemp("last_venv"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder with an infrastructure repository's app and nothing else."""
    shutil.copy(Path(__file__).with_name("composing_app.py"), tmp_path / "app.py")
    return tmp_path


def _with_wheel(folder: Path, environment: Path) -> Path:
    """The Python of a new virtual environment with the wheel of a folder installed."""
    [wheel] = folder.glob("*.whl")
    interpreter = environment / "bin" / "python"
    if uv := shutil.which("uv"):
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, environment)
        run(uv, "pip", "install", "--quiet", "--python", interpreter, wheel)
    else:
        run(sys.executable, "-m", "venv", environment)
        run(interpreter, "-m", "pip", "install", "--quiet", wheel)
    return interpreter
