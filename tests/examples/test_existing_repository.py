"""A repository that installs the wheel, and whose own tests deploy to a local AWS of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.example import EXAMPLES, LEFT_BEHIND
from tests.packaging.run import CHECKOUT, run

# One virtual environment for all of them, where workers are given groups (--dist loadgroup).
pytestmark = pytest.mark.xdist_group("existing-repository")

DIFF = "adding_phone_numbers.diff"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    shutil.copytree(EXAMPLES / "existing_repository", folder, ignore=LEFT_BEHIND)
    return folder


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new virtual environment with what requirements-dev.txt asks for, the library from its wheel."""
    wheels, environment = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("venv")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, CHECKOUT)
    requirements = EXAMPLES / "existing_repository" / "requirements-dev.txt"
    interpreter = environment / "bin" / "python"
    install: tuple[str | Path, ...]
    if uv := shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"):
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, environment)
        install = (uv, "pip", "install", "--quiet", "--python", interpreter)
    else:
        run(sys.executable, "-m", "venv", environment)
        install = (interpreter, "-m", "pip", "install", "--quiet")
    # The wheel by its file, as the README says; else in the versions that this repository is tested with.
    [wheel] = wheels.glob("*.whl")
    run(*install, wheel, "-r", requirements, "--constraint", constraints(environment))
    return interpreter


def constraints(folder: Path) -> Path:
    pinned = [
        line
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (CHECKOUT / name).read_text().splitlines()
        if "==" in line
    ]
    # A constraint can't have extras.
    file = folder / "constraints.txt"
    file.write_text("\n".join(line.replace("[server]", "") for line in pinned))
    return file


def pytest_in(python: Path, repository: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "AWS_"))}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(
        [python, "-m", "pytest", "-q", *arguments],
        cwd=repository,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_its_tests_pass_with_the_wheel(python: Path, repository: Path) -> None:
    where = subprocess.run(
        [python, "-c", "import constructs_lib; print(constructs_lib.__file__)"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert Path(where).is_relative_to(python.parents[1])
    done = pytest_in(python, repository)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert "4 passed" in done.stdout


@pytest.fixture
def before(repository: Path) -> Path:
    """The repository without the change."""
    run("git", "apply", "--reverse", DIFF, cwd=repository)
    return repository


def test_the_diff_is_all_that_changed(before: Path) -> None:
    def names_the_library(file: Path) -> bool:
        text = file.read_text()
        return "constructs_lib" in text or "connect-phone-numbers" in text or "local_aws" in text

    files = [file for file in before.rglob("*") if file.suffix in (".py", ".txt", ".toml", ".json")]
    assert before / "app.py" in files
    assert [file for file in files if names_the_library(file)] == []


def test_what_was_there_before_passes_too(python: Path, before: Path) -> None:
    done = pytest_in(python, before)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert "2 passed" in done.stdout
