"""The wheel that infrastructure repositories install, in a virtual environment of its own."""

from __future__ import annotations

import json
import os
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from .run import CHECKOUT, run

# One build and one virtual environment for all of them, where workers are given groups (--dist loadgroup).
pytestmark = pytest.mark.xdist_group("wheel")

INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa"


def synthesise(python: Path, repository: Path, out: str) -> Any:
    """Run a repository's app there and read the one template it makes."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "CDK_CONTEXT_JSON": json.dumps({"instance_arn": INSTANCE_ARN}),
        "CDK_DEFAULT_ACCOUNT": "123456789012",
        "CDK_DEFAULT_REGION": "us-east-1",
        "CDK_OUTDIR": out,
    }
    run(python, "app.py", cwd=repository, env=environment)
    [template] = (repository / out).glob("*.template.json")
    return json.loads(template.read_text())


def handler_asset(template: Any) -> str:
    """The S3 key of the handler's code: its hash."""
    [key] = {
        resource["Properties"]["Code"]["S3Key"]
        for resource in template["Resources"].values()
        if resource["Properties"].get("Handler", "").startswith("connect_phone_numbers.handler.")
    }
    return str(key)


def test_the_sdist_has_what_the_wheel_is_built_from(distributions: Path) -> None:
    [path] = distributions.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames()}
    assert {"lambda/connect_phone_numbers/handler.py", "constructs_lib/py.typed", "LICENSE", "README.md"} <= names
    assert {name.split("/")[0] for name in names} <= {
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "PKG-INFO",
        "README.md",
        "connect_numbers",
        "constructs_lib",
        "lambda",
        "local_aws",
        "metadata_hook.py",
        "pyproject.toml",
    }


def test_the_wheel_has_the_handler_and_nothing_that_tools_leave_behind(distributions: Path) -> None:
    [path] = distributions.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
    handler = {
        f"constructs_lib/_lambda/{file.relative_to(CHECKOUT / 'lambda')}"
        for file in (CHECKOUT / "lambda").rglob("*")
        if file.suffix in {".py", ".md"}
    }
    assert {name for name in names if name.startswith("constructs_lib/_lambda/")} == handler
    assert {"constructs_lib/py.typed"} <= set(names)
    assert [name for name in names if "_cache" in name or name.endswith(".pyc") or name.startswith("lambda/")] == []


def test_the_installed_handler_is_the_same_asset_as_the_checkouts(python: Path, repository: Path) -> None:
    installed = synthesise(python, repository, "installed.out")
    checkout = synthesise(Path(sys.executable), repository, "checkout.out")
    key = handler_asset(installed)
    assert handler_asset(checkout) == key
    asset = repository / "installed.out" / f"asset.{key.removesuffix('.zip')}"
    assert sorted(path.relative_to(asset).as_posix() for path in asset.rglob("*") if path.is_file()) == sorted(
        path.relative_to(CHECKOUT / "lambda").as_posix() for path in (CHECKOUT / "lambda").rglob("*.py")
    )
