"""The command line against the local AWS, beside deployments by the real CDK CLI."""

import json
import os
import subprocess
import sys
from typing import Any

from tests.end_to_end.conftest import deployment  # noqa: F401 - a fixture
from tests.end_to_end.deployment import Deployment
from tests.support.local_aws import LocalAws


def run(*arguments: str, cwd: Any = None, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `connect-numbers` as users do: a process, its output piped."""
    command = [sys.executable, "-m", "connect_numbers", *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, check=False, capture_output=True, text=True
    )


def answer(*arguments: str, cwd: Any = None, exit_code: int = 0) -> Any:
    completed = run(*arguments, "--local", "--json", cwd=cwd)
    assert completed.returncode == exit_code, f"{completed.stdout}\n{completed.stderr}"
    return json.loads(completed.stdout)


def actions(plan: Any) -> list[tuple[str, str, str | None]]:
    return sorted((step["construct_path"], step["action"], step["phone_number"]) for step in plan["steps"])


def test_a_plan_comes_true(deployment: Deployment) -> None:  # noqa: F811 - the fixture
    folder = deployment.folder
    # Other tests park numbers, and the ledger is one for all.
    numbers = {
        "Support": deployment.search("+1206", contact_flow=deployment.contact_flow_arn, take_parked=False),
        "Sales": deployment.exact("+14255550177"),
        "Preview": deployment.search("+1312", release_policy="PARK", take_parked=False),
    }
    deployment.synthesise({deployment.stack_name: numbers})

    planned = run("plan", "--local", "--json", cwd=folder)
    # Whether it is possible is not known where this is the first deployment of all.
    assert planned.returncode in (0, 5), planned.stderr
    assert actions(json.loads(planned.stdout)) == [
        ("Preview", "CLAIM", None),
        ("Sales", "CLAIM", "+14255550177"),
        ("Support", "CLAIM", None),
    ]
    deployment.deploy(numbers)
    held = deployment.outputs

    kept = answer("plan", cwd=folder)
    assert kept["possible"] is True
    assert actions(kept) == sorted((name, "KEEP", held[f"{name}Number"]) for name in numbers)

    _require_listed(deployment, held)
    _require_counted(deployment)
    _require_fine()

    gone = answer("plan", "--destroy", cwd=folder)
    assert actions(gone) == [
        ("Preview", "PARK", held["PreviewNumber"]),
        ("Sales", "RELEASE", "+14255550177"),
        ("Support", "RELEASE", held["SupportNumber"]),
    ]
    deployment.destroy()
    [left] = answer("list", "--instance", deployment.instance_arn)["numbers"]
    assert (left["phone_number"], left["ownership"]) == (held["PreviewNumber"], "PARKED")
    released = answer("parked", "release", held["PreviewNumber"], "--yes")
    assert released["numbers"] == [{"phone_number": held["PreviewNumber"], "status": "RELEASED"}]
    assert answer("list", "--instance", deployment.instance_arn)["numbers"] == []


def _require_listed(deployed: Deployment, held: dict[str, str]) -> None:
    """Each number with its owner, and with its flow."""
    names = [name.removesuffix("Number") for name in held]
    listed = answer("list", "--instance", deployed.instance_arn)["numbers"]
    owners = {each["phone_number"]: (each["owner"]["stack_name"], each["owner"]["construct_path"]) for each in listed}
    assert owners == {held[f"{name}Number"]: (deployed.stack_name, name) for name in names}
    assert {each["ownership"] for each in listed} == {"OWNED"}
    flows = {each["phone_number"]: each["contact_flows"] for each in listed}
    assert flows[held["SupportNumber"]] == {"us-east-1": deployed.contact_flow_arn}


def _require_counted(deployed: Deployment) -> None:
    """The ledger lacks nothing, and each number and its claim count."""
    report = answer("reconcile", "--dry-run")["report"]
    added = [each for each in report["ClaimsAdded"] if f":stack/{deployed.stack_name}/" in each["StackId"]]
    assert (report["DryRun"], added) == (True, [])
    [quota] = answer("quota", "--instance", deployed.instance_arn)["instances"]
    assert (quota["numbers_held"], quota["operations_used"], quota["quota"]) == (3, 3, 100)
    assert (quota["quota_source"], quota["history_is_complete"]) == ("INSTANCE", False)


def _require_fine() -> None:
    """Other tests' numbers are in the same account: what is wrong with them is wrong for doctor."""
    examined = run("doctor", "--local", "--json")
    findings = json.loads(examined.stdout)["findings"]
    assert examined.returncode == int(any(each["state"] == "PROBLEM" for each in findings))
    fine = {each["subject"] for each in findings if each["state"] == "OK"}
    assert {"credentials", "CDK bootstrap", "ledger", "provider", "time-outs"} <= fine, findings


def test_the_environment_leads_to_the_local_aws_as_the_flag_does(deployment: Deployment) -> None:  # noqa: F811
    found = run("search", "--target", deployment.instance_arn, "--json", **deployment.local_aws.environment)
    assert found.returncode == 0, found.stderr
    flag = answer("search", "--target", deployment.instance_arn)
    assert [each["phone_number"] for each in json.loads(found.stdout)["numbers"]] == [
        each["phone_number"] for each in flag["numbers"]
    ]


def test_the_port_of_another_local_aws_is_refused(local_aws: LocalAws) -> None:
    port = local_aws.running.port
    refused = run("list", "--local", LOCAL_AWS_PORT=str(port + 2))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"LOCAL_AWS_PORT is {port + 2}, but the local AWS" in refused.stderr
