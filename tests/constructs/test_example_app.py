"""The app that `cdk deploy` deploys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from .support import ACCOUNT, CONTACT_FLOW_ARN, CONTEXT, INSTANCE_ARN, REGION

CHECKOUT = Path(__file__).parents[2]


def run_app(out: Path, **context: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "CDK_CONTEXT_JSON": json.dumps({**CONTEXT, **context}),
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_DEFAULT_REGION": REGION,
        "CDK_OUTDIR": str(out),
    }
    return subprocess.run(
        [sys.executable, "app.py"], cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
    )


def test_it_has_a_number_by_search_and_an_exact_one(tmp_path: Path) -> None:
    run = run_app(tmp_path, instance_arn=INSTANCE_ARN, contact_flow_arn=CONTACT_FLOW_ARN, phone_number="+12065550177")
    assert run.returncode == 0, run.stderr
    template = json.loads((tmp_path / "ConnectPhoneNumbers.template.json").read_text())
    numbers = {
        logical_id: resource["Properties"]
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == "Custom::ConnectPhoneNumber"
    }
    assert sorted(properties.get("PhoneNumber", "search") for properties in numbers.values()) == [
        "+12065550177",
        "search",
    ]
    assert {properties["TargetArn"] for properties in numbers.values()} == {INSTANCE_ARN}
    assert [properties["ContactFlowArns"] for properties in numbers.values()] == [[CONTACT_FLOW_ARN]] * 2
    assert {output["Value"]["Fn::GetAtt"][0] for output in template["Outputs"].values()} == numbers.keys()
    assert {output["Value"]["Fn::GetAtt"][1] for output in template["Outputs"].values()} == {"PhoneNumber"}


def test_without_an_instance_it_says_how_to_give_one(tmp_path: Path) -> None:
    run = run_app(tmp_path)
    assert run.returncode == 1
    assert "-c instance_arn=arn:aws:connect:" in run.stderr
    assert "Traceback" not in run.stderr


def test_an_instance_of_another_region_is_refused(tmp_path: Path) -> None:
    run = run_app(tmp_path, instance_arn=INSTANCE_ARN.replace(REGION, "us-west-2"))
    assert run.returncode == 1
    assert "TargetInAnotherRegion" in run.stderr
