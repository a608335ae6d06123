"""`plan` reads an assembly and what is deployed."""

import json
from pathlib import Path
from typing import Any

from tests.connect_numbers.account import Account, write_assembly

TOKEN = "arn:aws:lambda:us-east-1:123456789012:function:provider"


def template(**numbers: dict[str, Any]) -> dict[str, Any]:
    return {
        "Resources": {
            name: {"Type": "Custom::ConnectPhoneNumber", "Properties": {"ServiceToken": TOKEN, **properties}}
            for name, properties in numbers.items()
        }
    }


def steps(answer: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(each["stack_name"], each["action"], each["phone_number"]) for each in answer["steps"]]


def test_a_first_deployment_is_checked_against_both_quotas(account: Account, tmp_path: Path) -> None:
    world = account.world
    parked = account.parked()
    wanted = template(A=world.search, B=world.search, C=world.exact("+14255550100"))
    assembly = write_assembly(tmp_path / "cdk.out", {"sales": wanted})
    answer = account.json("plan", str(assembly), "--ledger", "ledger")
    assert answer["possible"]
    assert steps(answer) == [("sales", "ADOPT", parked), ("sales", "CLAIM", None), ("sales", "CLAIM", "+14255550100")]
    [instance] = answer["instances"]
    assert (instance["numbers_held"], instance["numbers_held_after"]) == (1, 3)
    assert (instance["operations_used"], instance["operations_used_after"]) == (1, 3)

    world.control.set_quota(world.instance_arn, 2)
    refused = account.json("plan", str(assembly), "--ledger", "ledger", exit_code=1)
    assert [action for _, action, _ in steps(refused)] == ["ADOPT", "CLAIM", "FAIL"]
    assert not refused["possible"]
    shown = account.run("plan", str(assembly), "--ledger", "ledger", width=100).stdout
    assert "The deployment would fail." in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_without_a_provider_the_ledger_starts_empty(account: Account, tmp_path: Path) -> None:
    account.world.control.console_claim(account.world.instance_arn, "+14255550100")
    assembly = write_assembly(tmp_path / "cdk.out", {"sales": template(A=account.world.search)})
    answer = account.json("plan", str(assembly))
    assert answer["instances"][0]["operations_used"] == 1
    assert "its ledger starts empty" in answer["notes"][0]


def test_stacks_are_chosen_by_name_and_region(account: Account, tmp_path: Path) -> None:
    stacks = {"sales": template(A=account.world.search), "support": template(B=account.world.search)}
    assembly = write_assembly(tmp_path / "cdk.out", stacks)
    assert steps(account.json("plan", str(assembly), "--stack", "sup*")) == [("support", "CLAIM", None)]
    assert account.run("plan", str(assembly), "--stack", "other").exit_code == 4
    elsewhere = write_assembly(tmp_path / "west.out", stacks, region="us-west-2")
    answer = account.json("plan", str(elsewhere))
    assert (answer["steps"], len(answer["notes"])) == ([], 2)
    assert "Use --region us-west-2" in answer["notes"][0]


def test_nested_stacks_and_stages_are_read(account: Account, tmp_path: Path) -> None:
    nested = {
        "Parameters": {"Target": {"Type": "String"}},
        "Resources": template(A={**account.world.search, "TargetArn": {"Ref": "Target"}})["Resources"],
    }
    parent = {
        "Resources": {
            "Nested": {
                "Type": "AWS::CloudFormation::Stack",
                "Properties": {"Parameters": {"Target": account.world.instance_arn}},
                "Metadata": {"aws:asset:path": "nested.template.json"},
            }
        }
    }
    stage = write_assembly(tmp_path / "assembly-Prod", {"parent": parent})
    (stage / "nested.template.json").write_text(json.dumps(nested))
    manifest = {"artifacts": {"Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}}}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert steps(account.json("plan", str(tmp_path))) == [("parent/Nested", "CLAIM", None)]


def test_what_is_no_assembly_is_told(account: Account, tmp_path: Path) -> None:
    result = account.run("plan", str(tmp_path))
    assert result.exit_code == 4
    assert "is no cloud assembly: it has no manifest.json. npx cdk synth makes one." in result.stderr
