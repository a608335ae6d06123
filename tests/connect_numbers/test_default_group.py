"""An instance that is replicated: the commands take its default group for it."""

from pathlib import Path
from typing import Any

import pytest

from tests.connect_numbers.account import Account, write_assembly
from tests.connect_numbers.deployed_stacks import template

NUMBER, UNOWNED = "+12065550142", "+12065550143"


@pytest.fixture
def wanted(account: Account) -> dict[str, Any]:
    """What a stack asks for whose number is in the default group by now, as one that nobody owns."""
    world = account.world
    wanted = {**world.exact(NUMBER), "ContactFlowArns": [world.flow_arns[0]]}
    account.held(wanted)
    world.control.console_claim(world.instance_arn, UNOWNED)
    world.advance(60)
    world.connect.replicate_instance(InstanceId=world.instance_arn.rpartition("/")[2], ReplicaRegion="us-west-2")
    world.advance(60)
    assert all("traffic-distribution-group" in number["target_arn"] for number in world.control.numbers())
    return wanted


def test_list_calls_it_as_its_instance(account: Account, wanted: dict[str, Any]) -> None:
    first, _ = account.json("list")["numbers"]
    assert "traffic-distribution-group" in first["target_arn"]
    assert first["contact_flows"].keys() == {"us-east-1", "us-west-2"}
    shown = account.run("list", width=200).stdout
    assert shown.count("contact-center") == 2
    assert "default-" not in shown


def test_plan_moves_nothing(account: Account, wanted: dict[str, Any], tmp_path: Path) -> None:
    def planned(*arguments: str, **properties: Any) -> list[tuple[str, str]]:
        body = {"sales": template(Number={**wanted, **properties})}
        assembly = write_assembly(tmp_path / "cdk.out", body)
        steps = account.json("plan", str(assembly), *arguments)["steps"]
        return [(step["action"], step["detail"]) for step in steps]

    assert planned(PhoneNumberDescription="Sales") == [("CHANGE", "description")]
    assert account.stacks.deploy("sales", template(Number={**wanted, "ReleasePolicy": "PARK"}))
    assert planned("--destroy", ReleasePolicy="PARK") == [("PARK", "by the release policy")]
    taken = write_assembly(
        tmp_path / "cdk.out",
        {"import": template(Taken={**account.world.exact(UNOWNED), "Adopt": "true"})},
    )
    [step] = account.json("plan", str(taken))["steps"]
    assert step["action"] == "ADOPT"
    assert account.world.sent("UpdatePhoneNumber") == []


def test_import_names_the_instance_and_the_one_flow(account: Account, wanted: dict[str, Any]) -> None:
    instance_id = account.world.instance_arn.rpartition("/")[2]
    account.world.connect.associate_phone_number_contact_flow(
        PhoneNumberId=account.world.control.numbers()[1]["phone_number_id"],
        InstanceId=instance_id,
        ContactFlowId=account.world.flow_arns[1].rpartition("/")[2],
    )
    account.world.advance(5)
    source = account.run("import").stdout
    assert f'CONTACT_CENTER_ARN = "{account.world.instance_arn}"' in source
    assert "traffic-distribution-group" not in source
    assert "/contact-flow/" in source


def test_nothing_of_it_has_drifted(account: Account, wanted: dict[str, Any]) -> None:
    assert account.json("drift")["numbers"] == []
