"""`list` tells whose every number is."""

from tests.connect_numbers.account import Account


def test_every_number_and_whose_it_is(account: Account) -> None:
    world = account.world
    account.held(
        {**world.exact("+12065550100"), "ContactFlowArns": [world.flow_arns[0]], "PhoneNumberDescription": "Support"}
    )
    account.held(world.exact("+12065550102"), "gone")
    account.stacks.by_name["gone"].stack.status = "DELETE_COMPLETE"
    parked = account.parked(PhoneNumberPrefixes=["+1312"])
    world.control.console_claim(world.instance_arn, "+14255550100", "Ported")
    world.advance(5)

    listed = {each["phone_number"]: each for each in account.json("list")["numbers"]}

    assert {number: each["ownership"] for number, each in listed.items()} == {
        "+12065550100": "OWNED",
        "+12065550102": "ORPHANED",
        "+14255550100": "UNOWNED",
        parked: "PARKED",
    }
    support = listed["+12065550100"]
    assert support["contact_flows"] == {"us-east-1": world.flow_arns[0]}
    assert support["owner"]["construct_path"] == "Number"
    assert (support["owner"]["stack_name"], support["owner"]["stack_status"]) == ("sales", "CREATE_COMPLETE")
    assert listed["+12065550102"]["owner"]["stack_status"] == "DELETED"
    assert listed[parked]["parked_at"] is not None

    shown = account.run("list", width=90)
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0].split() == ["Number", "Status", "Owner", "Target", "Flow", "Type"]
    assert "sales/Number" in lines[1]
    assert "(stack is gone)" in lines[2]
    assert "4 numbers: 1 owned by stacks, 1 parked, 1 owned by nobody, 1 of stacks that are gone." in shown.stdout
    assert max(map(len, lines)) <= 90
    unowned = [each["phone_number"] for each in account.json("list", "--unowned")["numbers"]]
    assert unowned == ["+12065550102", "+14255550100"]


def test_nothing_is_changed_and_the_pace_is_kept(account: Account) -> None:
    world = account.world
    for number in range(4):
        world.control.console_claim(world.instance_arn, f"+1206555012{number}")
    world.control.configure({"throttle": True})
    world.advance(60)
    account.world.invoke({"MakeLedger": {}})
    world.control.clear_journal()
    before = world.ledger()
    assert len(account.json("list")["numbers"]) == 4
    assert account.run("quota").exit_code == 0
    reads = ("List", "Describe", "Get", "BatchGet", "Lookup")
    assert [call for call in world.calls() if not call.startswith(reads)] == []
    assert world.ledger() == before


def test_an_empty_account(account: Account) -> None:
    result = account.run("list")
    assert (result.exit_code, result.stdout) == (0, "There is no phone number in us-east-1.\n")
    assert account.json("list") == {"region": "us-east-1", "numbers": []}


def test_a_groups_number_has_a_flow_in_each_region(account: Account) -> None:
    world = account.world
    group_arn = world.add_group("us-west-2")
    world.advance(60)
    replica_flow = world.flow_arns[0].replace("us-east-1", "us-west-2")
    wanted = {**world.search, "TargetArn": group_arn, "ContactFlowArns": [world.flow_arns[0], replica_flow]}
    account.held(wanted)
    [number] = account.json("list")["numbers"]
    assert number["contact_flows"] == {"us-east-1": world.flow_arns[0], "us-west-2": replica_flow}
    assert (number["target_arn"], number["instance_arn"]) == (group_arn, world.instance_arn)
    assert "us-east-1: " in account.run("list").stdout
    assert len(account.json("list", "--instance", world.instance_arn)["numbers"]) == 1


def test_an_instance_that_is_not_there_is_a_question_of_what_is(account: Account) -> None:
    result = account.run("list", "--instance", "nowhere")
    assert result.exit_code == 4
    assert "No single instance in us-east-1 is nowhere. There are: contact-center (" in result.stderr
