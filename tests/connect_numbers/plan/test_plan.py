"""`plan` reads an assembly and what is deployed, and says what is not known."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from connect_numbers import clock
from tests.connect_numbers.account import Account, write_assembly
from tests.connect_numbers.deployed_stacks import template
from tests.simulation.logical_resource import SERVICE_TOKEN

A, B = "+12065550142", "+14255550142"


def steps(answer: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(each["construct_path"], each["action"], each["phone_number"]) for each in answer["steps"]]


def plan(account: Account, folder: Path, body: dict[str, Any], *arguments: str, exit_code: int = 0) -> Any:
    """What is said of the stack `sales`, in a Region where the ledger is."""
    account.world.invoke({"MakeLedger": {}})
    assembly = write_assembly(folder / "cdk.out", {"sales": body})
    return account.json("plan", str(assembly), *arguments, exit_code=exit_code)


def test_the_plan_says_of_when_the_assembly_is(account: Account, tmp_path: Path) -> None:
    body = template(A=account.world.search)
    answer = plan(account, tmp_path, body)
    manifest = tmp_path / "cdk.out" / "manifest.json"
    assert answer["synthesised_at"] == clock.as_iso(int(manifest.stat().st_mtime))
    os.utime(manifest, (0, clock.now() - 3 * 3600))
    assert account.run("plan", str(tmp_path / "cdk.out")).stdout.splitlines()[0].endswith(" UTC, 3 hours ago.")


def test_without_an_assembly_the_message_names_the_command_for_the_local_aws(account: Account, tmp_path: Path) -> None:
    result = account.run("plan", str(tmp_path), "--local")
    assert (result.exit_code, "Make one: python -m local_aws cdk synth" in result.stderr) == (4, True)


def detail(answer: dict[str, Any]) -> str:
    return str(answer["steps"][-1]["detail"])


def test_a_first_deployment_is_checked_against_both_quotas(account: Account, tmp_path: Path) -> None:
    world = account.world
    parked = account.parked()
    body = template(A=world.search, B=world.search, C=world.exact(B))
    answer = plan(account, tmp_path, body)
    assert answer["possible"] is True
    assert steps(answer) == [("A", "TAKE_PARKED", parked), ("B", "CLAIM", None), ("C", "CLAIM", B)]
    [instance] = answer["instances"]
    assert (instance["numbers_held"], instance["numbers_held_after"]) == (1, 3)
    assert (instance["operations_used"], instance["operations_used_after"]) == (1, 3)
    assert instance["quota_source"] == "ACCOUNT"

    world.control.set_quota(world.instance_arn, 2)
    refused = plan(account, tmp_path, body, exit_code=1)
    assert [action for _, action, _ in steps(refused)] == ["TAKE_PARKED", "CLAIM", "FAIL"]
    assert refused["possible"] is False
    shown = account.run("plan", str(tmp_path / "cdk.out"), width=100).stdout
    assert "The deployment would fail." in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_without_a_ledger_whether_it_is_possible_is_not_known(account: Account, tmp_path: Path) -> None:
    world = account.world
    world.lose_table()
    world.control.console_claim(world.instance_arn, B)
    assembly = write_assembly(tmp_path / "cdk.out", {"sales": template(A=world.search)})
    answer = account.json("plan", str(assembly), exit_code=5)
    assert answer["possible"] is None
    assert answer["instances"][0]["operations_used"] == 1
    assert "There is no ledger yet (no DynamoDB table ConnectPhoneNumberLedger in us-east-1)" in answer["notes"][0]
    assert "Whether it is possible is not known." in account.run("plan", str(assembly)).stdout
    adopted = template(A={**world.exact(B), "Adopt": "true"})
    answer = account.json("plan", str(write_assembly(tmp_path / "adopt.out", {"sales": adopted})))
    assert (answer["possible"], steps(answer)) == (True, [("A", "ADOPT", B)]), "it counts to no quota"


def test_in_a_region_without_the_stacks_it_is_not_known(account: Account, tmp_path: Path) -> None:
    account.world.invoke({"MakeLedger": {}})
    elsewhere = write_assembly(tmp_path / "west.out", {"sales": template(A=account.world.search)}, region="us-west-2")
    answer = account.json("plan", str(elsewhere), exit_code=5)
    assert (answer["possible"], answer["steps"]) == (None, [])
    assert "Use --region us-west-2" in answer["notes"][0]
    shown = account.run("plan", str(elsewhere))
    assert (shown.exit_code, "have no phone numbers" in shown.stdout) == (5, False)


def test_a_refusal_is_certain_though_another_stack_is_not_looked_into(account: Account, tmp_path: Path) -> None:
    account.world.control.set_quota(account.world.instance_arn, 0)
    folder = write_assembly(tmp_path / "cdk.out", {"sales": template(A=account.world.search), "far": template()})
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["artifacts"]["far"]["environment"] = "aws://123456789012/us-west-2"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert account.json("plan", str(folder), exit_code=1)["possible"] is False


def test_a_young_ledger_says_since_when_it_knows(account: Account, tmp_path: Path) -> None:
    account.held(account.world.search, "support")
    answer = plan(account, tmp_path, template(A=account.world.search))
    assert "contact-center before 2026-01-01 are not known" in answer["notes"][0]


def test_stacks_are_chosen_by_name(account: Account, tmp_path: Path) -> None:
    account.world.invoke({"MakeLedger": {}})
    stacks = {"sales": template(A=account.world.search), "support": template(B=account.world.search)}
    assembly = write_assembly(tmp_path / "cdk.out", stacks)
    assert steps(account.json("plan", str(assembly), "--stack", "sup*")) == [("B", "CLAIM", None)]
    assert account.run("plan", str(assembly), "--stack", "other").exit_code == 4


def test_nested_stacks_and_stages_are_read(account: Account, tmp_path: Path) -> None:
    account.world.invoke({"MakeLedger": {}})
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
    [step] = account.json("plan", str(tmp_path))["steps"]
    assert (step["stack_name"], step["action"]) == ("parent/Nested", "CLAIM")


def test_what_is_no_assembly_is_told(account: Account, tmp_path: Path) -> None:
    result = account.run("plan", str(tmp_path))
    assert result.exit_code == 4
    assert "is no cloud assembly: it has no manifest.json. Make one: npx cdk synth" in result.stderr


def test_a_number_that_is_adopted_has_to_be_there_and_free(account: Account, tmp_path: Path) -> None:
    other = account.world.add_instance()
    account.world.control.console_claim(other.instance_arn, A)
    adopting = template(A={**account.world.exact(A), "Adopt": "true"})
    answer = plan(account, tmp_path, adopting, exit_code=1)
    assert detail(answer).endswith(f"it is claimed to {other.instance_arn}")
    held = account.held(account.world.exact(B), "support")
    owned = template(A={**account.world.exact(held), "Adopt": "true"})
    assert detail(plan(account, tmp_path, owned, exit_code=1)) == "it is owned by Number of the stack support"


def test_an_exact_number_that_is_held_or_wanted_twice_fails_and_may_cost_an_operation(
    account: Account, tmp_path: Path
) -> None:
    twice = plan(account, tmp_path, template(A=account.world.exact(A), B=account.world.exact(A)), exit_code=1)
    assert steps(twice) == [("A", "CLAIM", A), ("B", "FAIL", A)]
    assert [step["operations"] for step in twice["steps"]] == [1, 1]
    account.world.control.console_claim(account.world.instance_arn, A)
    held = plan(account, tmp_path, template(A=account.world.exact(A)), exit_code=1)
    assert "and no stack owns it: use ClaimedPhoneNumber.adopt" in detail(held)


def test_a_parked_number_that_is_being_released_is_not_taken(account: Account, tmp_path: Path) -> None:
    account.parked()
    account.world.control.inject_fault("ReleasePhoneNumber", "internal_error", count=100)
    [number] = account.world.parked()
    assert account.run("parked", "release", number, "--yes").exit_code == 3
    assert steps(plan(account, tmp_path, template(A=account.world.search))) == [("A", "CLAIM", None)]


def test_a_parked_number_that_somebody_has_given_an_owner_is_not_taken(account: Account, tmp_path: Path) -> None:
    account.parked()
    [number] = account.world.control.numbers()
    account.world.connect.untag_resource(
        resourceArn=number["phone_number_arn"], tagKeys=["connect-phone-number:parked-at"]
    )
    assert steps(plan(account, tmp_path, template(A=account.world.search))) == [("A", "CLAIM", None)]


def test_what_was_released_by_hand_is_told(account: Account, tmp_path: Path) -> None:
    wanted = account.world.exact(A)
    account.held(wanted)
    account.world.control.console_release(A)
    account.world.advance(30)
    same = plan(account, tmp_path, template(Number=wanted))
    assert steps(same) == [("Number", "KEEP", None)]
    assert "is gone" in detail(same)
    changed = template(Number={**wanted, "PhoneNumberDescription": "Sales"})
    assert "was released outside of this stack" in detail(plan(account, tmp_path, changed, exit_code=1))
    assert plan(account, tmp_path, {}, "--destroy")["steps"] == []


def test_a_number_that_was_released_lately_may_not_be_had(account: Account, tmp_path: Path) -> None:
    account.held({**account.world.exact(A), "ReleasePolicy": "RELEASE"}, "early")
    assert account.stacks.destroy("early")
    answer = plan(account, tmp_path, template(Number=account.world.exact(A)), exit_code=5)
    assert (steps(answer), answer["possible"]) == ([("Number", "UNKNOWN", A)], None)
    assert "can't be claimed for up to 180 days" in detail(answer)


def test_another_provider_is_refused(account: Account, tmp_path: Path) -> None:
    account.held(account.world.exact(A))
    body = template(Number=account.world.exact(A))
    body["Resources"]["Number"]["Properties"]["ServiceToken"] = f"{SERVICE_TOKEN}-2"
    assert "can't change the provider" in detail(plan(account, tmp_path, body, exit_code=1))
    body["Resources"]["Function"] = {"Type": "AWS::Lambda::Function"}
    for not_there_yet in ({"Fn::GetAtt": ["Function", "Arn"]}, {"Fn::ImportValue": "Shared:Function"}):
        body["Resources"]["Number"]["Properties"]["ServiceToken"] = not_there_yet
        assert "can't change the provider" in detail(plan(account, tmp_path, body, exit_code=1))


@pytest.mark.parametrize("selection", ["search", "exact"])
def test_a_target_that_is_not_there_is_refused(account: Account, tmp_path: Path, selection: str) -> None:
    asked = account.world.search if selection == "search" else account.world.exact(A)
    missing = f"{account.world.instance_arn}0"
    answer = plan(account, tmp_path, template(Number={**asked, "TargetArn": missing}), exit_code=1)
    assert f"its target {missing} is not in this account and Region" in detail(answer)


def test_an_instance_that_is_made_has_a_quota_of_its_own(account: Account, tmp_path: Path) -> None:
    account.world.control.set_quota(account.world.instance_arn, 0)
    body = template(A={**account.world.search, "TargetArn": {"Fn::GetAtt": ["Instance", "Arn"]}})
    body["Resources"]["Instance"] = {"Type": "AWS::Connect::Instance", "Properties": {}}
    answer = plan(account, tmp_path, body)
    assert steps(answer) == [("A", "CLAIM", None)]
    assert detail(answer) == "for Instance (AWS::Connect::Instance), which the deployment makes"


def test_a_number_that_only_the_deployment_knows_is_said_to_be_unknown(account: Account, tmp_path: Path) -> None:
    body = template(A={"TargetArn": account.world.instance_arn, "PhoneNumber": {"Ref": "Number"}})
    answer = plan(account, tmp_path, body, exit_code=5)
    assert (steps(answer), answer["possible"]) == ([("A", "UNKNOWN", None)], None)
    assert "Number" in detail(answer)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PhoneNumberDescription", {"Ref": "Other"}, "description that only the deployment will know"),
        ("ContactFlowArns", [{"Fn::GetAtt": ["Flow", "ContactFlowArn"]}], "flows that only the deployment will know"),
        ("Tags", [{"Key": "id", "Value": {"Ref": "Other"}}], "tags that only the deployment will know"),
    ],
)
def test_a_change_that_only_the_deployment_knows_is_a_change(
    account: Account, tmp_path: Path, name: str, value: Any, words: str
) -> None:
    account.held(account.world.exact(A))
    answer = plan(account, tmp_path, template(Number={**account.world.exact(A), name: value}))
    assert (steps(answer), detail(answer)) == ([("Number", "CHANGE", A)], words)


def test_properties_that_the_function_refuses_fail(account: Account, tmp_path: Path) -> None:
    answer = plan(account, tmp_path, template(A=account.world.exact("12065550100")), exit_code=1)
    assert "is not in E.164" in detail(answer)


def test_nothing_begins_on_a_stack_under_way(account: Account, tmp_path: Path) -> None:
    account.held(account.world.exact(A))
    account.stacks.by_name["sales"].stack.status = "UPDATE_IN_PROGRESS"
    answer = plan(account, tmp_path, {}, exit_code=1)
    assert "the stack is UPDATE_IN_PROGRESS" in detail(answer)


def test_what_a_failed_deployment_left_is_said(account: Account, tmp_path: Path) -> None:
    """Rollback was switched off: what the failed create made is ended by the next deployment."""
    world = account.world
    missing = f"{world.instance_arn}/contact-flow/00000000-0000-4000-8000-000000000000"
    stack = account.stacks
    before = template(Number={**world.exact(A), "ContactFlowArns": [missing], "ReleasePolicy": "RELEASE"})
    deployed = stack.by_name.setdefault("sales", stack.new("sales"))
    assert not world.run(deployed.stack.deploy(stack.declared(before), rolls_back=False))
    deployed.template = before
    world.settle()
    after = template(Number={**world.exact(B), "ReleasePolicy": "RELEASE"})
    answer = plan(account, tmp_path, after)
    assert steps(answer) == [("Number", "CLAIM", B), ("Number", "RELEASE", A)]
    assert detail(answer).startswith("left over from an earlier operation")
    assert stack.deploy("sales", after)
    assert world.held() == [B]


def failed_update(account: Account) -> dict[str, Any]:
    """A stack whose number A was to become B, and whose update failed without a rollback: its template before."""
    world, stack = account.world, account.stacks
    missing = f"{world.instance_arn}/contact-flow/00000000-0000-4000-8000-000000000000"
    before = template(Number={**world.exact(A), "ReleasePolicy": "RELEASE"})
    assert stack.deploy("sales", before)
    failing = template(Number={**world.exact(B), "ContactFlowArns": [missing], "ReleasePolicy": "RELEASE"})
    assert not world.run(stack.by_name["sales"].stack.deploy(stack.declared(failing), rolls_back=False))
    world.settle()
    assert world.held() == [A, B]
    return before


def test_what_failed_without_a_rollback_is_deployed_again_though_its_template_is_the_same(
    account: Account, tmp_path: Path
) -> None:
    before = failed_update(account)
    answer = plan(account, tmp_path, before)
    assert steps(answer) == [("Number", "KEEP", A), ("Number", "RELEASE", B)]
    assert detail(answer).startswith("left over from an earlier operation")
    assert account.stacks.deploy("sales", before)
    assert account.world.held() == [A]


def test_what_stays_as_no_operation_of_the_deployment_ends_it_is_said(account: Account, tmp_path: Path) -> None:
    before = failed_update(account)
    account.stacks.by_name["sales"].stack.resources["Number"].has_failed = False
    answer = plan(account, tmp_path, before)
    assert steps(answer) == [("Number", "KEEP", A)]
    [note] = [each for each in answer["notes"] if B in each]
    assert note.startswith(
        f"{B} stays claimed: an operation on Number of the stack sales failed, and left the number behind."
    )
    changed = template(Number={**before["Resources"]["Number"]["Properties"], "PhoneNumberDescription": "Sales"})
    ended = plan(account, tmp_path, changed)
    assert steps(ended) == [("Number", "CHANGE", A), ("Number", "RELEASE", B)]
    assert not any(B in each for each in ended["notes"])


def test_the_ledger_is_the_providers_or_the_one_that_is_named(account: Account, tmp_path: Path) -> None:
    from dataclasses import replace  # noqa: PLC0415

    account.world.provider.settings = replace(account.world.provider.settings, ledger_table_name="our-own")
    account.world.lose_table()
    assembly = write_assembly(tmp_path / "cdk.out", {"sales": template(A=account.world.search)})
    assert "no DynamoDB table our-own" in account.json("plan", str(assembly), exit_code=5)["notes"][0]
    named = account.json("plan", str(assembly), "--ledger", "another", exit_code=5)
    assert "no DynamoDB table another" in named["notes"][0]


def test_a_providers_template_says_what_its_function_is_told(account: Account, tmp_path: Path) -> None:
    body = template(A=account.world.search)
    body["Resources"]["A"]["Properties"]["ServiceToken"] = {"Fn::GetAtt": ["Function", "Arn"]}
    variables = {"LEDGER_TABLE_NAME": {"Ref": "Name"}, "PARKING_TARGET_ARN": account.world.instance_arn}
    body["Parameters"] = {"Name": {"Type": "String", "Default": "our-own"}}
    body["Resources"]["Function"] = {
        "Type": "AWS::Lambda::Function",
        "Properties": {"Handler": "connect_phone_numbers.handler.handler", "Environment": {"Variables": variables}},
    }
    account.world.lose_table()
    assembly = write_assembly(tmp_path / "cdk.out", {"sales": body})
    assert "no DynamoDB table our-own" in account.json("plan", str(assembly), exit_code=5)["notes"][0]


class TestImports:
    """Numbers of AWS End User Messaging: planned as claims are, and as they come true."""

    NUMBER = "+12065550999"

    @pytest.fixture
    def properties(self, account: Account) -> dict[str, Any]:
        source = account.world.control.request_source(self.NUMBER)
        return {"TargetArn": account.world.instance_arn, "SourcePhoneNumberArn": source}

    def test_one_costs_what_a_claim_costs(self, account: Account, properties: dict[str, Any], tmp_path: Path) -> None:
        body = template(Texted=properties)
        answer = plan(account, tmp_path, body)
        assert steps(answer) == [("Texted", "CLAIM", None)], "which number it is, is not known before"
        assert answer["steps"][0]["asked_for"] == properties["SourcePhoneNumberArn"]
        assert detail(answer) == "imported from AWS End User Messaging"
        [instance] = answer["instances"]
        assert (instance["operations_used_after"], instance["numbers_held_after"]) == (1, 1)
        assert account.stacks.deploy("sales", body)
        account.world.advance(300)
        assert steps(plan(account, tmp_path, body)) == [("Texted", "KEEP", self.NUMBER)]
        assert account.json("quota")["instances"][0]["operations_used"] == 1

    def test_one_that_is_parked_is_taken(self, account: Account, properties: dict[str, Any], tmp_path: Path) -> None:
        account.held({**properties, "ReleasePolicy": "PARK"}, "parking")
        assert account.stacks.destroy("parking")
        assert steps(plan(account, tmp_path, template(Texted=properties))) == [("Texted", "TAKE_PARKED", self.NUMBER)]
        searched = plan(account, tmp_path, template(Any=account.world.search))
        assert steps(searched) == [("Any", "CLAIM", None)], "a search takes none that was imported"

    def test_one_that_another_stack_imported_is_refused(
        self, account: Account, properties: dict[str, Any], tmp_path: Path
    ) -> None:
        account.held(properties, "support")
        refused = plan(account, tmp_path, template(Texted=properties), exit_code=1)
        assert "it is already claimed to" in detail(refused)
