"""`import` writes a stack that adopts numbers; what it writes synthesises."""

import importlib.util
from pathlib import Path
from typing import Any

from aws_cdk import App, Environment
from aws_cdk.assertions import Template

from tests.connect_numbers.account import Account


def synthesised(file: Path) -> list[dict[str, Any]]:
    """The properties of the numbers in a module's stack, by number."""
    spec = importlib.util.spec_from_file_location("imported_phone_numbers", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    stack = module.ImportedPhoneNumbers(App(), "Imported", env=Environment(account="123456789012", region="us-east-1"))
    resources = Template.from_stack(stack).find_resources("Custom::ConnectPhoneNumber")
    properties = [each["Properties"] for each in resources.values()]
    return sorted(
        ({name: value for name, value in each.items() if not name.startswith("Service")} for each in properties),
        key=lambda each: str(each["PhoneNumber"]),
    )


def adopting(target: str, number: str, description: str | None = None) -> dict[str, Any]:
    """The properties of a construct that adopts a number."""
    described = {"PhoneNumberDescription": description} if description else {}
    return {"TargetArn": target, "PhoneNumber": number, "Adopt": "true", **described}


def test_numbers_that_nobody_owns_become_a_stack_that_adopts_them(account: Account, tmp_path: Path) -> None:
    world = account.world
    other, _ = world.new_instance()
    for number, target, description in (
        ("+12065550120", world.instance_arn, 'The "old" line'),
        ("+12065550121", world.instance_arn, "Ported"),
        ("+12065550122", other, "Ported"),
        ("+12065550123", other, None),
    ):
        world.control.console_claim(target, number, description)
    world.advance(10)
    number_id = world.control.numbers()[0]["phone_number_id"]
    instance_id, flow_id = (arn.rpartition("/")[2] for arn in (world.instance_arn, world.flow_arns[0]))
    world.connect.associate_phone_number_contact_flow(
        PhoneNumberId=number_id, InstanceId=instance_id, ContactFlowId=flow_id
    )
    owned = account.held(world.exact("+14255550100"))

    file = tmp_path / "imported.py"
    result = account.run("import", "--output", str(file))

    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert owned not in file.read_text()
    assert synthesised(file) == [
        {
            **adopting(world.instance_arn, "+12065550120", 'The "old" line'),
            "ContactFlowArns": [world.flow_arns[0]],
        },
        adopting(world.instance_arn, "+12065550121", "Ported"),
        adopting(other, "+12065550122", "Ported"),
        adopting(other, "+12065550123"),
    ]
    # What was written is not overwritten; what is named alone comes alone, on standard output.
    assert account.run("import", "--output", str(file)).exit_code == 2
    alone = account.run("import", "+12065550123").stdout
    assert "+12065550123" in alone
    assert "+12065550122" not in alone
    assert account.json("import", "+12065550123")["python"] == alone


def test_what_can_not_be_imported_says_why(account: Account) -> None:
    world = account.world
    assert account.run("import").exit_code == 1
    owned = account.held(world.search)
    parked = account.parked(PhoneNumberPrefixes=["+1312"])
    for number, why in ((owned, "the stack sales owns it."), (parked, "it is parked."), ("+19", "is not among")):
        result = account.run("import", number)
        assert (result.exit_code, result.stdout) == (4, "")
        assert why in result.stderr
