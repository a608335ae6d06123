"""The example with two Regions, synthesised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .cfn_lint import cfn_lint
from .support import ACCOUNT

EXAMPLE = Path(__file__).parents[2] / "examples" / "global_resiliency"


@pytest.fixture(scope="module")
def template_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cdk.out")
    context = json.loads((EXAMPLE / "cdk.json").read_text())["context"]
    environment = {
        **os.environ,
        "CDK_CONTEXT_JSON": json.dumps(context),
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_OUTDIR": str(out),
        "PYTHONPATH": str(EXAMPLE.parents[1]),
    }
    run = subprocess.run(
        [sys.executable, "app.py"], cwd=EXAMPLE, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return out / "GlobalResiliency.template.json"


def test_cfn_lint_has_no_finding(template_path: Path) -> None:
    assert cfn_lint(template_path) == ""


def test_no_warning_or_error_is_on_the_stack(template_path: Path) -> None:
    manifest = json.loads((template_path.parent / "manifest.json").read_text())
    levels = {
        entry["type"]
        for artifact in manifest["artifacts"].values()
        for entries in artifact.get("metadata", {}).values()
        for entry in entries
    }
    assert not levels & {"aws:cdk:warning", "aws:cdk:error"}
