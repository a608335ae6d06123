"""What a plan says, and what the deployment then does: for each change, each release policy, and in any company."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from connect_phone_numbers.model.identity import PARKED_TAG, STACK_ID_TAG
from tests.connect_numbers.account import Account, write_assembly
from tests.connect_numbers.deployed_stacks import Template, template
from tests.simulation.stack import RETAIN_EXCEPT_ON_CREATE

STACK = "sales"
A, B, OTHERS = "+12065550142", "+14255550142", "+12065550177"
POLICIES = ("RELEASE_WITHIN_BUDGET", "PARK", "RELEASE")
RETAINING = {"DeletionPolicy": RETAIN_EXCEPT_ON_CREATE, "UpdateReplacePolicy": "Retain"}

Happened = set[tuple[str, str, str | None]]
"""Which construct, what, and which number; None where only the deployment finds it."""
Numbers = Mapping[str, Mapping[str, Any]]


def numbers_in(account: Account) -> Numbers:
    return {each["phone_number"]: each for each in account.world.control.numbers()}


def held_by(account: Account) -> dict[str, str]:
    """The number of each construct of the stack."""
    deployed = account.stacks.by_name.get(STACK)
    resources = deployed.stack.resources if deployed else {}
    arns = {each["phone_number_arn"]: number for number, each in numbers_in(account).items()}
    physical = {name: each.physical.physical_resource_id for name, each in resources.items() if each.physical}
    return {name: arns[arn] for name, arn in physical.items() if arn in arns}


def told(account: Account, folder: Path, after: Template, *, destroy: bool = False) -> Any:
    """What `plan` says."""
    assembly = write_assembly(folder, {STACK: after})
    result = account.run("plan", str(assembly), "--json", *(["--destroy"] if destroy else []))
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return json.loads(result.stdout)


def happens(account: Account, act: Callable[[], bool]) -> tuple[bool, Happened, int]:
    """Whether a deployment succeeds, what it does, and what it costs of the budget."""
    world = account.world
    before, held_before, parked_before = numbers_in(account), held_by(account), set(world.parked())
    counted = operations(account)
    succeeded = act()
    world.advance(30)
    after, held_after = numbers_in(account), held_by(account)
    happened: Happened = set()
    for name, number in held_after.items():
        if held_before.get(name) != number:
            happened.add((name, _came(number, before, after, parked_before), number))
        else:
            happened.add((name, _stayed(before[number], after[number]), number))
    for name, number in held_before.items():
        if held_after.get(name) != number:
            happened.add((name, _went(number, after, set(world.parked())), number))
    others = {number for number in before if number not in {*held_before.values(), *held_after.values()}}
    assert {number: before[number] for number in others} == {number: after.get(number) for number in others}
    return succeeded, happened, operations(account) - counted


def operations(account: Account) -> int:
    """What the service counts, at all instances."""
    instances = account.world.connect.list_instances()["InstanceSummaryList"]
    return sum(len(account.world.control.quota(each["Arn"])["operations"]) for each in instances)


def _came(number: str, before: Numbers, after: Numbers, parked: set[str]) -> str:
    if number not in before:
        return "CLAIM"
    if number in parked:
        return "TAKE_PARKED"
    # The construct's own, which was retained.
    is_own = STACK_ID_TAG in before[number]["tags"]
    return _stayed(before[number], after[number]) if is_own else "ADOPT"


def _stayed(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if before["target_arn"] != after["target_arn"]:
        return "MOVE"
    seen = [
        (each["description"], each["flow_arns"], {key: tag for key, tag in each["tags"].items() if ":" not in key})
        for each in (before, after)
    ]
    return "KEEP" if seen[0] == seen[1] else "CHANGE"


def _went(number: str, after: Numbers, parked: set[str]) -> str:
    if number not in after:
        return "RELEASE"
    if number in parked:
        assert PARKED_TAG in after[number]["tags"]
        return "PARK"
    return "RETAIN" if STACK_ID_TAG in after[number]["tags"] else "GIVE_BACK"


def compare(account: Account, folder: Path, after: Template, *, destroy: bool = False) -> Happened:
    """Plan, deploy, and compare; what happened."""
    plan = told(account, folder, after, destroy=destroy)
    act = (lambda: account.stacks.destroy(STACK)) if destroy else (lambda: account.stacks.deploy(STACK, after))
    succeeded, happened, spent = happens(account, act)
    if plan["possible"] is None:
        return happened
    assert plan["possible"] is succeeded, plan
    if not succeeded:
        assert "FAIL" in [step["action"] for step in plan["steps"]]
        return happened
    said = {(step["construct_path"], step["action"], step["phone_number"]) for step in plan["steps"]}
    # Of a number that others have released there is nothing to see.
    said = {each for each in said if each[1:] != ("KEEP", None)}
    found = {(name, action) for name, action, number in said if action == "CLAIM" and number is None}
    seen = {(name, action, None if (name, action) in found else number) for name, action, number in happened}
    assert said == seen
    assert sum(step["operations"] for step in plan["steps"]) == spent
    for instance in plan["instances"]:
        held = sum(1 for each in numbers_in(account).values() if each["instance_arn"] == instance["instance_arn"])
        # A number that was moved on within two minutes counts at both instances for a while.
        assert instance["numbers_held_after"] >= held
    return happened


def alone(account: Account) -> None:
    """No other numbers."""


def beside_a_parked_number(account: Account) -> None:
    """One that fits every search for a US DID."""
    account.parked(TakeParked="false", PhoneNumberPrefixes=["+1206"])


def beside_a_parked_number_elsewhere(account: Account) -> None:
    """At another instance."""
    other = account.world.add_instance()
    account.parked(TargetArn=other.instance_arn)


def beside_others(account: Account) -> None:
    """Numbers that nobody owns, and another stack's."""
    account.world.control.console_claim(account.world.instance_arn, OTHERS)
    account.held({**account.world.search, "TakeParked": "false"}, "support")
    account.world.advance(10)


def near_the_budgets_end(account: Account) -> None:
    """Four of ten operations are left, or fewer once the stack is there."""
    for _ in range(3):
        account.cycle(TakeParked="false")


BESIDE = (beside_a_parked_number, beside_a_parked_number_elsewhere, beside_others)
COMPANIES = (alone, *BESIDE, near_the_budgets_end)


def rows(account: Account) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """The properties before and after, by what changes."""
    world = account.world
    search = {**world.search, "PhoneNumberPrefixes": ["+1206", "+1425"], "TakeParked": "false"}
    other = world.add_instance().instance_arn
    flow = {"ContactFlowArns": [world.flow_arns[0]]}
    return {
        "nothing": (search, search),
        "description": (search, {**search, "PhoneNumberDescription": "Sales"}),
        "tags": (search, {**search, "Tags": [{"Key": "team", "Value": "sales"}]}),
        "no tags": ({**search, "Tags": [{"Key": "team", "Value": "sales"}]}, search),
        "contact flow": (search, {**search, **flow}),
        "no contact flow": ({**search, **flow}, search),
        "target": (search, {**search, "TargetArn": other}),
        "target and description": (search, {**search, "TargetArn": other, "PhoneNumberDescription": "Sales"}),
        "search, satisfied": (search, {**search, "PhoneNumberPrefixes": ["+1206"]}),
        "search, not satisfied": (search, {**search, "PhoneNumberPrefixes": ["+1312"]}),
        "search, not satisfied, may be parked": (search, {**world.search, "PhoneNumberType": "TOLL_FREE"}),
        "exact number": (world.exact(A), world.exact(B)),
        "exact number that is held": (world.exact(A), world.exact(OTHERS)),
        "take_parked": (search, {key: value for key, value in search.items() if key != "TakeParked"}),
    }


ROWS = (
    "nothing",
    "description",
    "tags",
    "no tags",
    "contact flow",
    "no contact flow",
    "target",
    "target and description",
    "search, satisfied",
    "search, not satisfied",
    "search, not satisfied, may be parked",
    "exact number",
    "exact number that is held",
    "take_parked",
)


@pytest.mark.parametrize(
    ("policy", "company"),
    [
        *((policy, company) for policy in POLICIES for company in (alone, near_the_budgets_end)),
        *(
            (POLICIES[0], company)
            for company in (beside_a_parked_number, beside_a_parked_number_elsewhere, beside_others)
        ),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
@pytest.mark.parametrize("row", ROWS)
def test_an_update(account: Account, tmp_path: Path, row: str, policy: str, company: Callable[[Account], None]) -> None:
    company(account)
    before, after = ({**each, "ReleasePolicy": policy} for each in rows(account)[row])
    compare(account, tmp_path, template(Number=before))
    compare(account, tmp_path, template(Number=after))
    compare(account, tmp_path, {}, destroy=True)


def test_from_a_search_to_the_very_number_that_it_found(account: Account, tmp_path: Path) -> None:
    compare(account, tmp_path, template(Number=account.world.search))
    [found] = account.world.held()
    compare(account, tmp_path, template(Number=account.world.exact(found)))
    compare(account, tmp_path, {}, destroy=True)


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.__name__)
@pytest.mark.parametrize("policy", POLICIES)
def test_a_first_deployment_and_its_end(
    account: Account, tmp_path: Path, policy: str, company: Callable[[Account], None]
) -> None:
    company(account)
    # The ledger is there already, where plan is asked.
    account.world.invoke({"MakeLedger": {}})
    world = account.world
    wanted = {"ReleasePolicy": policy}
    numbers = template(
        Search={**world.search, **wanted},
        Exact={**world.exact(A), **wanted},
        Never={**world.search, "TakeParked": "false"},
    )
    compare(account, tmp_path, numbers)
    compare(account, tmp_path, {}, destroy=True)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("policies", [{}, RETAINING], ids=["Delete", "Retain"])
def test_a_construct_that_goes_comes_and_is_renamed(
    account: Account, tmp_path: Path, policy: str, policies: dict[str, str]
) -> None:
    search = {**account.world.search, "ReleasePolicy": policy}
    compare(account, tmp_path, template(policies, A=search, B=search))
    compare(account, tmp_path, template(policies, B=search))
    compare(account, tmp_path, template(policies, B=search, C=search))
    compare(account, tmp_path, template(policies, A=search, B=search, C=search))
    compare(account, tmp_path, {}, destroy=True)


def test_an_exact_number_that_is_renamed_fails_as_it_is_still_held(account: Account, tmp_path: Path) -> None:
    compare(account, tmp_path, template(Old=account.world.exact(A)))
    compare(account, tmp_path, template(New=account.world.exact(A)))


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("released", ["", "true"])
@pytest.mark.parametrize("is_parked", [False, True], ids=["claimed by hand", "parked"])
def test_a_number_that_is_adopted(
    account: Account, tmp_path: Path, policy: str, released: str, is_parked: bool
) -> None:
    if is_parked:
        number = account.parked()
    else:
        number = OTHERS
        account.world.control.console_claim(account.world.instance_arn, OTHERS)
        account.world.advance(10)
        account.held({**account.world.search, "PhoneNumberType": "TOLL_FREE"}, "support")
    wanted = {**account.world.exact(number), "Adopt": "true", "ReleasePolicy": policy}
    if released:
        wanted["ReleaseAdopted"] = released
    compare(account, tmp_path, template(Number=wanted))
    compare(account, tmp_path, template(Number={**wanted, "PhoneNumberDescription": "Ported"}))
    compare(account, tmp_path, {}, destroy=True)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_claimed_construct_that_becomes_one_that_adopts(account: Account, tmp_path: Path, policy: str) -> None:
    claimed = {**account.world.exact(A), "ReleasePolicy": policy}
    compare(account, tmp_path, template(Number=claimed))
    compare(account, tmp_path, template(Number={**claimed, "Adopt": "true"}))
    compare(account, tmp_path, {}, destroy=True)


@pytest.mark.parametrize("quota", [0, 1, 2, 3])
@pytest.mark.parametrize("policy", POLICIES)
def test_small_quotas(account: Account, tmp_path: Path, policy: str, quota: int) -> None:
    account.world.control.set_quota(account.world.instance_arn, quota)
    account.world.invoke({"MakeLedger": {}})
    search = {**account.world.search, "ReleasePolicy": policy}
    for after in (template(A=search, B=search), template(A=search), template(A=account.world.exact(B))):
        compare(account, tmp_path, after)
    if account.stacks.by_name[STACK].stack.resources:
        compare(account, tmp_path, {}, destroy=True)


@pytest.mark.parametrize("after", POLICIES)
@pytest.mark.parametrize("before", POLICIES)
def test_another_release_policy_changes_nothing_until_the_end(
    account: Account, tmp_path: Path, before: str, after: str
) -> None:
    compare(account, tmp_path, template(Number={**account.world.search, "ReleasePolicy": before}))
    changed = template(Number={**account.world.search, "ReleasePolicy": after})
    [(_, what, _)] = compare(account, tmp_path, changed)
    assert what == "KEEP"
    compare(account, tmp_path, {}, destroy=True)


def test_another_removal_policy_applies_from_then_on(account: Account, tmp_path: Path) -> None:
    search = account.world.search
    compare(account, tmp_path, template(Number=search))
    compare(account, tmp_path, template(RETAINING, Number=search))
    [(_, what, _)] = compare(account, tmp_path, {}, destroy=True)
    assert what == "RETAIN"


@pytest.mark.parametrize("policy", POLICIES)
def test_a_groups_number_goes_to_its_instance_when_it_is_parked(account: Account, tmp_path: Path, policy: str) -> None:
    """A group can't be deleted while it holds numbers."""
    world = account.world
    group_arn = world.add_group("us-west-2")
    world.advance(60)
    near_the_budgets_end(account)
    account.cycle(TakeParked="false")
    wanted = {**world.search, "TargetArn": group_arn, "ReleasePolicy": policy}
    compare(account, tmp_path, template(Number=wanted))
    compare(account, tmp_path, template(Number={**wanted, "TargetArn": world.instance_arn}))
    compare(account, tmp_path, template(Number=wanted))
    compare(account, tmp_path, {}, destroy=True)
    assert all(each["target_arn"] == world.instance_arn for each in numbers_in(account).values())


@pytest.mark.parametrize("is_of_stack", ["false", "true"])
@pytest.mark.parametrize("has_parking_target", [False, True])
@pytest.mark.parametrize("policy", POLICIES)
def test_where_a_number_may_be_parked(
    account: Account, tmp_path: Path, policy: str, is_of_stack: str, has_parking_target: bool
) -> None:
    world = account.world
    if has_parking_target:
        world.provider.settings = _with_parking_target(world.provider.settings, world.add_instance().instance_arn)
    near_the_budgets_end(account)
    account.cycle(TakeParked="false")
    wanted = {**world.search, "ReleasePolicy": policy, "TargetIsOfStack": is_of_stack}
    compare(account, tmp_path, template(Number=wanted))
    compare(account, tmp_path, {}, destroy=True)


def _with_parking_target(settings: Any, instance_arn: str) -> Any:
    return replace(settings, parking_target_arn=instance_arn)


def test_a_ledger_that_lost_the_stacks_numbers(account: Account, tmp_path: Path) -> None:
    """Their tags say whose they are, to the plan as to the deployment."""
    search = account.world.search
    compare(account, tmp_path, template(A=search, B=account.world.exact(A)))
    account.world.lose_ledger()
    account.world.invoke({"MakeLedger": {}})
    compare(account, tmp_path, template(A={**search, "PhoneNumberDescription": "Sales"}, B=account.world.exact(B)))
    account.world.lose_ledger()
    account.world.invoke({"MakeLedger": {}})
    compare(account, tmp_path, {}, destroy=True)
