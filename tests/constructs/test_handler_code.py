"""Where the handler's code is found, and what of it is deployed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import cast

import pytest
from aws_cdk import aws_lambda as lambda_
from aws_cdk.aws_s3_assets import Asset

from constructs_lib.private import handler_function as module
from constructs_lib.private.handler_function import handler_code, handler_folder

from .support import new_stack

CHECKOUT = Path(__file__).parents[2]


def handler_in(folder: Path) -> Path:
    (folder / "connect_phone_numbers").mkdir(parents=True)
    (folder / "connect_phone_numbers" / "__init__.py").touch()
    return folder


def test_in_a_checkout_it_lies_beside_the_package() -> None:
    assert handler_folder(CHECKOUT / "constructs_lib") == CHECKOUT / "lambda"


def test_in_a_wheel_it_lies_within_the_package_and_is_preferred(tmp_path: Path) -> None:
    within = handler_in(tmp_path / "constructs_lib" / "_lambda")
    handler_in(tmp_path / "lambda")
    assert handler_folder(tmp_path / "constructs_lib") == within


def test_another_package_called_lambda_is_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "lambda").mkdir()
    with pytest.raises(FileNotFoundError, match=r"neither in .*_lambda nor in .*lambda: install"):
        handler_folder(tmp_path / "constructs_lib")


def asset_hash(package: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(module, "__file__", str(package / "private" / "handler_function.py"))
    function = lambda_.Function(
        new_stack(), "Function", runtime=lambda_.Runtime.PYTHON_3_14, handler="x.y", code=handler_code()
    )
    return cast(Asset, function.node.find_child("Code")).asset_hash


def test_what_tools_leave_behind_does_not_change_the_asset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "constructs_lib"
    copy = package / "_lambda"
    shutil.copytree(CHECKOUT / "lambda", copy, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    clean = asset_hash(package, monkeypatch)
    for folder in (copy, copy / "connect_phone_numbers", copy / "connect_phone_numbers" / "model"):
        for name in ("__pycache__/x.cpython-311.pyc", ".mypy_cache/x.json", ".DS_Store", "stray.pyc", "MORE.md"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).touch()
    assert asset_hash(package, monkeypatch) == clean
    (copy / "connect_phone_numbers" / "new.py").touch()
    assert asset_hash(package, monkeypatch) != clean
