"""`cdk deploy --no-rollback` and `--express`: what a failed create leaves, and the next deployment ends."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.end_to_end.deployment import Deployment


def deploy(deployment: Deployment, how: str) -> "subprocess.CompletedProcess[str]":
    """Deploy what was synthesised, without a rollback."""
    options = ["--all", how, "--require-approval", "never"]
    return deployment.local_aws.cdk("deploy", *options, cwd=deployment.folder, check=False)


def plan(deployment: Deployment) -> Any:
    """What `connect-numbers plan` says of the app as it is now."""
    command = [sys.executable, "-m", "connect_numbers", "plan", "--local", "--json"]
    completed = subprocess.run(command, cwd=deployment.folder, check=False, capture_output=True, text=True)
    assert completed.returncode == 0, completed.stderr
    return json.loads(completed.stdout)


@pytest.mark.parametrize("how", ["--no-rollback", "--express"])
def test_the_next_deployment_ends_what_a_failed_create_left(deployment: Deployment, how: str) -> None:
    missing = deployment.contact_flow_arn[:-12] + "000000000000"
    fails, works = ("+12065550171", "+12065550172") if how == "--no-rollback" else ("+12065550173", "+12065550174")
    numbers = {"Support": deployment.exact(fails, contact_flow=missing, release_policy="RELEASE")}
    deployment.synthesise({deployment.stack_name: numbers})
    assert deploy(deployment, how).returncode != 0
    assert (deployment.status(), deployment.held()) == ("CREATE_FAILED", [fails])
    [record] = deployment.ledger()
    assert [claim["fate"] for claim in record["Claims"].values()] == ["DOOMED"]

    numbers = {"Support": deployment.exact(works, release_policy="RELEASE")}
    deployment.synthesise({deployment.stack_name: numbers})
    steps = [(step["action"], step["phone_number"]) for step in plan(deployment)["steps"]]
    assert steps == [("CLAIM", works), ("RELEASE", fails)]

    # Without a terminal, the CDK CLI goes on with a stack that is paused so only where it may pause again.
    deployed = deploy(deployment, how)
    assert deployed.returncode == 0, deployed.stderr
    assert deployment.held() == [works]
    deployment.destroy()
    assert deployment.held() == []
