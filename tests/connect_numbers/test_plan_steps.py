"""What a plan says of each change, by the rules that the handler goes by."""

from dataclasses import replace
from typing import Any

from connect_numbers.plan.change import StackChange
from connect_numbers.plan.declared import declared_numbers
from connect_numbers.plan.deployed import DeployedStack
from connect_numbers.plan.scope import Scope
from connect_numbers.plan.state import PlannedAccount
from connect_numbers.plan.step import Action
from connect_numbers.plan.steps import steps_of
from connect_phone_numbers.core.claim import Claim, ClaimStatus
from connect_phone_numbers.core.identity import Resource
from connect_phone_numbers.core.quota import QuotaUse
from connect_phone_numbers.core.selection import ExactPhoneNumber
from connect_phone_numbers.parking import ParkedNumber
from connect_phone_numbers.phone_number import PhoneNumber

NOW = 1_800_000_000
ARN = "arn:aws:connect:us-east-1:123456789012:"
INSTANCE, OTHER = f"{ARN}instance/one", f"{ARN}instance/two"
STACK_ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/sales/uuid"
TOKEN = "arn:aws:lambda:us-east-1:123456789012:function:provider"
HELD, PARKED = "+12065550100", "+12065550199"


def number(phone_number: str, target_arn: str = INSTANCE) -> PhoneNumber:
    id = phone_number.lstrip("+")
    return PhoneNumber(phone_number, id, f"{ARN}phone-number/{id}", "US", "DID", "", target_arn, {}, "CLAIMED", "")


def account(
    *numbers: PhoneNumber, quota: int = 5, used: int = 0, parked: tuple[PhoneNumber, ...] = ()
) -> PlannedAccount:
    """An account that holds these numbers and has sent so many operations."""
    held = {each.phone_number: each for each in (*numbers, *parked)}

    def first_use(instance_arn: str) -> QuotaUse:
        here = sum(1 for each in held.values() if each.target_arn == instance_arn)
        return QuotaUse.of(quota, here, [NOW - 1000] * (used if instance_arn == INSTANCE else 0), NOW)

    listed = [ParkedNumber.of(each, each.target_arn, NOW) for each in parked]
    return PlannedAccount(dict(held), {}, lambda arn: arn, lambda _: [], first_use, listed)


def exact(phone_number: str = HELD, **more: Any) -> dict[str, Any]:
    return {"ServiceToken": TOKEN, "TargetArn": INSTANCE, "PhoneNumber": phone_number, **more}


def search(**more: Any) -> dict[str, Any]:
    wanted = {"TargetArn": INSTANCE, "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
    return {"ServiceToken": TOKEN, **wanted, **more}


def template(policies: dict[str, str] | None = None, **numbers: dict[str, Any]) -> dict[str, Any]:
    return {
        "Resources": {
            name: {"Type": "Custom::ConnectPhoneNumber", "Properties": properties, **(policies or {})}
            for name, properties in numbers.items()
        }
    }


def plan(
    where: PlannedAccount, before: dict[str, Any], after: dict[str, Any], status: str = "CREATE_COMPLETE", **ids: str
) -> list[tuple[str, Action, str]]:
    """The steps of a stack: construct, action and number."""
    physical = {name: f"{ARN}phone-number/{phone_number.lstrip('+')}" for name, phone_number in ids.items()}
    stack_id = STACK_ID if before else ""
    old = Scope("sales", stack_id, "123456789012", "us-east-1", before, physical)
    deployed = DeployedStack(STACK_ID, "sales", status, before, physical, {}, {}) if before else None
    change = StackChange("sales", declared_numbers(old), declared_numbers(replace(old, template=after)), deployed)
    where.steps = list(steps_of(where, change))  # type: ignore[attr-defined]
    return [(step.construct_path, step.action, step.phone_number) for step in where.steps]  # type: ignore[attr-defined]


def detail(where: PlannedAccount) -> str:
    return str(where.steps[-1].detail)  # type: ignore[attr-defined]


def test_a_new_number_is_claimed() -> None:
    where = account()
    assert plan(where, {}, template(Sales=exact(), Support=search())) == [
        ("Sales", Action.CLAIM, HELD),
        ("Support", Action.CLAIM, "DID number in US"),
    ]
    assert (where.use(INSTANCE).held, where.use(INSTANCE).operations_left) == (2, 8)


def test_a_parked_number_that_fits_is_adopted_by_one_only_and_costs_nothing() -> None:
    where = account(parked=(number(PARKED),))
    assert plan(where, {}, template(A=search(), B=search())) == [
        ("A", Action.ADOPT, PARKED),
        ("B", Action.CLAIM, "DID number in US"),
    ]
    assert where.use(INSTANCE).operations_left == 9


def test_a_parked_number_is_not_adopted_where_that_was_not_wanted() -> None:
    where = account(parked=(number(PARKED),))
    assert plan(where, {}, template(A=search(AdoptParked="false"))) == [("A", Action.CLAIM, "DID number in US")]


def test_a_parked_number_of_another_instance_moves_and_takes_a_place() -> None:
    where = account(parked=(number(PARKED, OTHER),))
    assert plan(where, {}, template(A=search())) == [("A", Action.ADOPT, PARKED)]
    assert "is moved" in detail(where)
    assert (where.use(INSTANCE).held, where.use(OTHER).held) == (1, 0)


def test_a_number_that_is_taken_over_has_to_be_there_and_free() -> None:
    assert plan(account(number(HELD)), {}, template(A=exact(Adopt="true"))) == [("A", Action.TAKE_OVER, HELD)]
    where = account(number(HELD, OTHER))
    assert plan(where, {}, template(A=exact(Adopt="true"))) == [("A", Action.FAIL, HELD)]
    assert detail(where) == f"it is not among the numbers of {INSTANCE}: it is claimed to {OTHER}"
    where = account(number(HELD))
    where.owners[HELD] = Resource("arn:aws:cloudformation:us-east-1:1:stack/other/x", "Line")
    assert plan(where, {}, template(A=exact(Adopt="true"))) == [("A", Action.FAIL, HELD)]
    assert detail(where) == "it is owned by Line of the stack other"


def test_an_exact_number_that_is_held_or_wanted_twice_fails() -> None:
    where = account(number(HELD))
    assert plan(where, {}, template(A=exact())) == [("A", Action.FAIL, HELD)]
    assert detail(where).startswith(f"it is already claimed to {INSTANCE}, and no stack owns it")
    where = account()
    assert plan(where, {}, template(A=exact(), B=exact())) == [("A", Action.CLAIM, HELD), ("B", Action.FAIL, HELD)]


def test_both_quotas_are_kept() -> None:
    where = account(quota=1)
    assert [action for _, action, _ in plan(where, {}, template(A=search(), B=search()))] == [Action.CLAIM, Action.FAIL]
    assert "holds 1 of the 1 phone numbers" in detail(where)
    where = account(used=10)
    assert [action for _, action, _ in plan(where, {}, template(A=search()))] == [Action.FAIL]
    assert "10 claims and releases were made in the last 180 days" in detail(where)


def test_what_is_the_same_is_kept() -> None:
    where = account(number(HELD))
    assert plan(where, template(A=exact()), template(A=exact()), A=HELD) == [("A", Action.KEEP, HELD)]


def test_a_search_that_the_number_still_satisfies_keeps_it() -> None:
    wanted = search(PhoneNumberPrefixes=["+1206"])
    steps = plan(account(number(HELD)), template(A=search()), template(A=wanted), A=HELD)
    assert steps == [("A", Action.KEEP, HELD)]


def test_description_tags_and_flows_change_in_place() -> None:
    where = account(number(HELD))
    new = exact(PhoneNumberDescription="Sales", Tags=[{"Key": "a", "Value": "b"}])
    assert plan(where, template(A=exact()), template(A=new), A=HELD) == [("A", Action.CHANGE, HELD)]
    assert detail(where) == "description, tags"


def test_another_target_moves_the_number_if_there_is_a_place() -> None:
    where = account(number(HELD))
    new = template(A=exact(TargetArn=OTHER))
    assert plan(where, template(A=exact()), new, A=HELD) == [("A", Action.MOVE, HELD)]
    assert (where.use(INSTANCE).held, where.use(OTHER).held, len(where.use(OTHER).operations)) == (0, 1, 0)
    full = account(number(HELD), number(PARKED, OTHER), quota=1)
    assert plan(full, template(A=exact()), new, A=HELD) == [("A", Action.FAIL, HELD)]


def test_a_replaced_number_goes_in_the_clean_up_after_all_claims() -> None:
    where = account(number(HELD))
    new = template(A=search(PhoneNumberPrefixes=["+1425"]), B=search())
    assert plan(where, template(A=exact()), new, A=HELD) == [
        ("A", Action.CLAIM, "DID number in US with prefix +1425"),
        ("B", Action.CLAIM, "DID number in US"),
        ("A", Action.RELEASE, HELD),
    ]
    assert detail(where).startswith("replaced; ")


def test_a_replacement_that_fails_releases_nothing() -> None:
    where = account(number(HELD), quota=1)
    steps = plan(where, template(A=exact()), template(A=exact("+14255550100")), A=HELD)
    assert steps == [("A", Action.FAIL, "+14255550100")]


def test_a_removed_number_goes_as_its_policies_say() -> None:
    def gone(policies: dict[str, str] | None = None, used: int = 0, **more: Any) -> Action:
        old = template(policies, A=exact(**more))
        [(_, action, _)] = plan(account(number(HELD), used=used), old, {}, A=HELD)
        return action

    assert gone() is Action.RELEASE
    assert gone({"DeletionPolicy": "RetainExceptOnCreate"}) is Action.RETAIN
    assert gone(ReleasePolicy="PARK") is Action.PARK
    assert gone(Adopt="true") is Action.GIVE_BACK
    assert gone(Adopt="true", ReleaseAdopted="true") is Action.RELEASE
    # The last operation of the budget is kept for a claim.
    assert gone(used=9) is Action.PARK
    assert gone(used=9, ReleasePolicy="RELEASE") is Action.RELEASE
    assert gone(used=10, ReleasePolicy="RELEASE") is Action.FAIL


def test_a_number_that_was_retained_before_is_parked() -> None:
    where = account(number(HELD))
    claim = Claim("claim", INSTANCE, ClaimStatus.CLAIMED).holding(number(HELD))
    where.claims_of = lambda _: [replace(claim, retained=True)]
    assert plan(where, template(A=exact()), {}, A=HELD) == [("A", Action.PARK, HELD)]


def test_a_number_kept_by_the_ledger_is_found_again() -> None:
    where = account(number(HELD))
    claim_id = Resource(STACK_ID, "A").claim_id(ExactPhoneNumber(HELD))
    claim = Claim(claim_id, INSTANCE, ClaimStatus.CLAIMED).holding(number(HELD))
    where.claims_of = lambda resource: [claim] if resource == Resource(STACK_ID, "A") else []
    assert plan(where, template(B=search()), template(A=exact(), B=search()), B="+1")[0] == ("A", Action.KEEP, HELD)


def test_what_was_released_by_hand_is_told() -> None:
    where = account()
    assert plan(where, template(A=exact()), template(A=exact()), A=HELD) == [("A", Action.KEEP, "")]
    assert "is not there any more" in detail(where)
    changed = template(A=exact(PhoneNumberDescription="x"))
    assert plan(where, template(A=exact()), changed, A=HELD) == [("A", Action.FAIL, "")]
    assert plan(where, template(A=exact()), {}, A=HELD) == []


def test_another_provider_is_refused() -> None:
    new = template(A=exact(ServiceToken=f"{TOKEN}-2"))
    assert plan(account(number(HELD)), template(A=exact()), new, A=HELD) == [("A", Action.FAIL, HELD)]


def test_an_instance_that_is_made_has_a_quota_of_its_own() -> None:
    where = account(used=10)
    made = {**template(A=search(TargetArn={"Fn::GetAtt": ["Instance", "Arn"]}))["Resources"]}
    made["Instance"] = {"Type": "AWS::Connect::Instance", "Properties": {}}
    assert plan(where, {}, {"Resources": made}) == [("A", Action.CLAIM, "DID number in US")]
    assert detail(where) == "for Instance (AWS::Connect::Instance), which the deployment makes"


def test_a_number_that_only_the_deployment_knows_is_said_to_be_unknown() -> None:
    where = account()
    assert plan(where, {}, template(A=exact({"Ref": "Number"}))) == [("A", Action.UNKNOWN, "")]  # type: ignore[arg-type]
    assert "Number" in detail(where)


def test_properties_that_the_handler_refuses_fail() -> None:
    where = account()
    assert plan(where, {}, template(A=exact("12065550100"))) == [("A", Action.FAIL, "")]
    assert "is not in E.164" in detail(where)


def test_nothing_begins_on_a_stack_under_way() -> None:
    where = account(number(HELD))
    steps = plan(where, template(A=exact()), {}, status="UPDATE_IN_PROGRESS", A=HELD)
    assert steps == [("", Action.FAIL, "")]
