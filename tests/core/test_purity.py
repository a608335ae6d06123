"""The core's promise: standard library only, and nothing of the world in it."""

import ast
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "lambda" / "connect_phone_numbers" / "core"
MODULES = sorted(CORE.glob("*.py"))
WORLD = {"boto3", "botocore", "os", "time", "random", "secrets", "socket", "subprocess", "urllib", "logging"}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 1, f"{path.name} reaches out of the core"
    return found


def test_there_is_a_core() -> None:
    assert len(MODULES) > 5


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_imports_the_standard_library_alone(path: Path) -> None:
    assert imports(path) <= sys.stdlib_module_names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_sees_no_clock_no_chance_no_environment(path: Path) -> None:
    assert not imports(path) & WORLD
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    called = {node.func.attr for node in nodes if isinstance(node.func, ast.Attribute)}
    assert not called & {"now", "utcnow", "today", "uuid1", "uuid4", "getenv"}
