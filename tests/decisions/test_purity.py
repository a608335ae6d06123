"""The pure core's promise: the standard library and itself, and nothing of the world in it."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "lambda" / "connect_phone_numbers"
PURE = {"decisions", "model", "properties"}
"""Packages that are pure as a whole."""
PURE_MODULES = {"errors", "quota.arithmetic", "quota.claims_by_others", "quota.state"}
MODULES = sorted(
    [path for name in PURE for path in (PACKAGE / name).glob("*.py")]
    + [PACKAGE / f"{name.replace('.', '/')}.py" for name in PURE_MODULES]
)
WORLD = {"boto3", "botocore", "os", "time", "random", "secrets", "socket", "subprocess", "urllib", "urllib3", "logging"}


def imports(path: Path) -> set[str]:
    """The standard library's and others' modules by name; those of this package as `.package.module`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            package = list(path.parent.relative_to(PACKAGE).parts)[: None if node.level == 1 else -1]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {"." + ".".join([*package, name]) for name in names}
    return found


def is_pure(name: str) -> bool:
    return name in sys.stdlib_module_names or (
        name.startswith(".") and (name[1:].split(".", maxsplit=1)[0] in PURE or name[1:] in PURE_MODULES)
    )


def test_there_is_a_core() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_imports_the_standard_library_and_the_core_alone(path: Path) -> None:
    assert [name for name in imports(path) if not is_pure(name)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_sees_no_clock_no_chance_no_environment(path: Path) -> None:
    assert not imports(path) & WORLD
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    called = {node.func.attr for node in nodes if isinstance(node.func, ast.Attribute)}
    assert not called & {"now", "utcnow", "today", "uuid1", "uuid4", "getenv"}
