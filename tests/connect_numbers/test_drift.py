"""`drift` finds what was changed by hand, says how to put it right, and takes nothing else for drift."""

import json
from typing import Any

import pytest

from connect_phone_numbers.ledger.layout import parked_key
from connect_phone_numbers.ledger.table import Write
from tests.connect_numbers.account import Account
from tests.connect_numbers.deployed_stacks import template
from tests.recovery.reconcile import put

NUMBER = "+12065550100"


@pytest.fixture
def arn(account: Account) -> str:
    """A number with all that can change."""
    world = account.world
    account.held(
        {
            **world.exact(NUMBER),
            "ContactFlowArns": [world.flow_arns[0]],
            "PhoneNumberDescription": "Support",
            "Tags": [{"Key": "Team", "Value": "sales"}],
        }
    )
    world.advance(60)
    return account.stacks.number_of("sales", "Number")


def differences(answer: dict[str, Any]) -> dict[str, list[str]]:
    return {number["phone_number"]: [each["kind"] for each in number["differences"]] for number in answer["numbers"]}


def test_nothing_has_drifted(account: Account, arn: str) -> None:
    account.parked(PhoneNumberPrefixes=["+1312"])
    account.world.advance(60)
    answer = account.json("drift")
    assert (answer["numbers"], answer["unrecorded"], answer["not_compared"]) == ([], [], [])
    assert answer["numbers_compared"] == 2
    assert account.run("drift").stdout == "2 numbers compared, none drifted.\n"


def test_every_change_by_hand_is_found_with_the_command_that_undoes_it(account: Account, arn: str) -> None:
    world = account.world
    instance_id = world.instance_arn.rpartition("/")[2]
    flow_id = world.flow_arns[1].rpartition("/")[2]
    world.connect.update_phone_number_metadata(PhoneNumberId=arn, PhoneNumberDescription="Front desk")
    world.advance(20)
    world.connect.tag_resource(resourceArn=arn, tags={"Team": "operations", "CostCenter": "7"})
    world.connect.associate_phone_number_contact_flow(PhoneNumberId=arn, InstanceId=instance_id, ContactFlowId=flow_id)
    world.advance(20)

    answer = account.json("drift", exit_code=6)

    [number] = answer["numbers"]
    assert (number["phone_number"], number["stack_name"], number["construct_path"]) == (NUMBER, "sales", "Number")
    found = {each["kind"]: (each["subject"], each["expected"], each["actual"]) for each in number["differences"]}
    assert found == {
        "TAG": ("Team", "sales", "operations"),
        "DESCRIPTION": (None, "Support", "Front desk"),
        "CONTACT_FLOW": (f"us-east-1/{instance_id}", world.flow_arns[0], world.flow_arns[1]),
    }
    mends = {each["kind"]: each["mend"] for each in number["differences"]}
    assert mends["TAG"] == f"""aws connect tag-resource --resource-arn {arn} --tags '{{"Team": "sales"}}'"""
    assert mends["DESCRIPTION"].endswith(f"--phone-number-id {arn} --phone-number-description Support")
    assert mends["CONTACT_FLOW"].endswith(
        f"--contact-flow-id {world.flow_arns[0].rpartition('/')[2]} --region us-east-1"
    )

    shown = account.run("drift", width=90)
    assert shown.exit_code == 6
    assert "has the description 'Front desk', and not 'Support'" in " ".join(shown.stdout.split())
    assert "1 number compared, 1 drifted." in shown.stdout


def test_a_number_that_was_released_and_one_that_was_moved(account: Account, arn: str) -> None:
    world = account.world
    other, _ = world.new_instance()
    account.held(world.exact("+12065550102"), "moved")
    moved = account.stacks.number_of("moved", "Number")
    world.advance(60)
    world.connect.release_phone_number(PhoneNumberId=arn)
    world.connect.update_phone_number(PhoneNumberId=moved, TargetArn=other)
    world.advance(30)
    answer = account.json("drift", exit_code=6)
    assert differences(answer) == {NUMBER: ["GONE"], "+12065550102": ["TARGET"]}
    assert differences(account.json("drift", "--stack", "mov*", exit_code=6)) == {"+12065550102": ["TARGET"]}
    assert account.json("drift", "--stack", "mov*", exit_code=6)["numbers_compared"] == 1


def test_a_number_whose_owner_tags_were_taken_off(account: Account, arn: str) -> None:
    world = account.world
    world.connect.untag_resource(resourceArn=arn, tagKeys=["connect-phone-number:stack-id"])
    world.advance(20)
    answer = account.json("drift", exit_code=6)
    [number] = answer["numbers"]
    [difference] = number["differences"]
    assert (difference["kind"], difference["actual"]) == ("OWNER", "nobody")
    tags = json.loads(difference["mend"].partition("--tags ")[2].strip("'"))
    world.connect.tag_resource(resourceArn=arn, tags=tags)
    world.advance(20)
    assert account.json("drift")["numbers"] == []


def test_the_list_of_parked_numbers_against_their_tags(account: Account) -> None:
    world = account.world
    gone, untagged, unlisted = (
        account.parked(PhoneNumberPrefixes=[prefix], TakeParked="false") for prefix in ("+1312", "+1206", "+1425")
    )
    world.advance(60)
    arns = {number["phone_number"]: number["phone_number_arn"] for number in world.control.numbers()}
    world.connect.release_phone_number(PhoneNumberId=arns[gone])
    world.connect.untag_resource(resourceArn=arns[untagged], tagKeys=["connect-phone-number:parked-at"])
    world.memory.delete(Write("Delete", parked_key(arns[unlisted])))
    world.advance(30)
    answer = account.json("drift", exit_code=6)
    assert differences(answer) == {gone: ["GONE"], untagged: ["OWNER"]}
    assert [(each["phone_number"], each["tagged_as"]) for each in answer["unrecorded"]] == [(unlisted, "parked")]


def test_a_number_that_the_ledger_lost(account: Account, arn: str) -> None:
    account.world.lose_ledger()
    answer = account.json("drift", exit_code=6)
    assert [each["phone_number"] for each in answer["unrecorded"]] == [NUMBER]
    assert "→ connect-numbers reconcile" in account.run("drift").stdout


@pytest.mark.parametrize("is_stack_gone", [True, False])
def test_a_retained_number_is_no_stacks_any_more(account: Account, *, is_stack_gone: bool) -> None:
    """CloudFormation told nobody that it retained the number: whoever releases it does nothing wrong."""
    world = account.world
    retained = template({"DeletionPolicy": "Retain"}, Number=world.exact(NUMBER))
    assert account.stacks.deploy("sales", retained)
    arn = account.stacks.number_of("sales", "Number")
    if is_stack_gone:
        account.stacks.by_name["sales"].stack.status = "DELETE_COMPLETE"
    else:
        assert account.stacks.deploy("sales", template())
    assert world.held() == [NUMBER]
    world.connect.release_phone_number(PhoneNumberId=arn)
    world.advance(30)
    assert account.json("drift")["numbers"] == []


def test_a_number_that_an_operation_works_on_is_not_compared(account: Account, arn: str) -> None:
    world = account.world
    world.connect.update_phone_number_metadata(PhoneNumberId=arn, PhoneNumberDescription="Front desk")
    [record] = [item for item in world.ledger() if item["PK"].startswith("RESOURCE#")]
    put(world, {**record, "ResponseURL": "https://answer"})
    world.advance(20)
    answer = account.json("drift", exit_code=5)
    assert (answer["numbers"], answer["not_compared"]) == ([], [NUMBER])
    assert "Not compared, as an operation is under way: +12065550100." in account.run("drift").stdout


def test_tags_that_may_not_show_yet_are_not_said_to_be_as_they_were(account: Account) -> None:
    account.held(account.world.exact(NUMBER))
    arn = account.stacks.number_of("sales", "Number")
    account.world.connect.untag_resource(resourceArn=arn, tagKeys=["connect-phone-number:stack-id"])
    answer = account.json("drift")
    assert (answer["numbers"], answer["tags_not_compared"]) == ([], [NUMBER])
    assert f"may not show yet: {NUMBER}. Look again in a minute." in " ".join(account.run("drift").stdout.split())
    account.world.advance(60)
    [drifted] = account.json("drift", exit_code=6)["numbers"]
    assert [each["kind"] for each in drifted["differences"]] == ["OWNER"]


def test_what_cannot_be_looked_at(account: Account) -> None:
    assert account.run("drift", "--stack", "sales").exit_code == 4
    account.held(account.world.search)
    unknown = account.run("drift", "--stack", "marketing")
    assert (unknown.exit_code, unknown.stderr) == (
        4,
        "connect-numbers: The ledger has no stack named marketing. There are: sales.\n",
    )
    account.world.control.inject_fault("DescribePhoneNumber", "access_denied", count=100)
    assert account.run("drift").exit_code == 3


class TestAFlowThatCannotBeLookedAt:
    """It keeps no other number from being compared."""

    GONE = "+12065550103"

    @pytest.fixture
    def gone(self, account: Account, arn: str) -> str:
        """A number that was released by hand, beside the one with a flow."""
        world = account.world
        account.held(world.exact(self.GONE), "gone")
        released = account.stacks.number_of("gone", "Number")
        account.held(world.exact("+12065550102"), "fine")
        world.connect.release_phone_number(PhoneNumberId=released)
        world.advance(60)
        return self.GONE

    def test_at_an_instance_that_is_not_there_there_is_no_flow(self, account: Account, gone: str) -> None:
        account.world.control.inject_fault("BatchGetFlowAssociation", "ResourceNotFoundException", count=100)
        answer = account.json("drift", exit_code=6)
        assert differences(answer) == {NUMBER: ["CONTACT_FLOW"], gone: ["GONE"]}
        assert answer["not_compared"] == []

    def test_where_it_may_not_be_looked_at_the_number_is_not_compared(self, account: Account, gone: str) -> None:
        account.world.control.inject_fault("BatchGetFlowAssociation", "access_denied", count=100)
        answer = account.json("drift", exit_code=6)
        assert differences(answer) == {gone: ["GONE"]}
        assert (answer["numbers_compared"], answer["not_compared"]) == (2, [NUMBER])
        said = " ".join(account.run("drift").stdout.split())
        assert f"Not compared: {NUMBER}. BatchGetFlowAssociation was refused: AccessDeniedException" in said
        assert account.run("drift", "--stack", "sales").exit_code == 5
        assert account.run("drift", "--stack", "fine").exit_code == 0
        assert account.run("list").exit_code == 3, "what tells flows, and nothing else, can't go on without"


def test_doctor_says_the_same(account: Account, arn: str) -> None:
    world = account.world
    world.connect.update_phone_number_metadata(PhoneNumberId=arn, PhoneNumberDescription="Front desk")
    world.advance(20)
    [drift] = account.json("drift", exit_code=6)["numbers"]
    findings = {each["subject"]: each for each in _doctor(account)["findings"]}
    finding = findings["ledger and numbers"]
    assert finding["detail"] == f"{NUMBER} (sales/Number) has the description 'Front desk', and not 'Support'"
    assert (finding["state"], finding["mend"]) == ("WARNING", drift["differences"][0]["mend"])


def _doctor(account: Account) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("connect_numbers.doctor.provider_code._code_of", lambda aws, name: b"")
        patch.setattr("connect_numbers.doctor.provider_code.deployed_files", lambda archive: {})
        return account.json("doctor")
