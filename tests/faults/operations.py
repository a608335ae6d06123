"""Every operation of the sweep."""

from tests.faults.account import Account
from tests.faults.bystanders import ANOTHER_CONSOLE_NUMBER, PORTED_NUMBER
from tests.faults.operation import Ending, Operation, Properties

BUDGET_END_QUOTA = 5


def by_search(account: Account) -> Properties:
    return {
        "TargetArn": account.instance_arn,
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "PhoneNumberPrefixes": ["+1206"],
        "PhoneNumberDescription": "Support",
        "Tags": [{"Key": "team", "Value": "support"}],
        "ContactFlowArns": [account.flow_arns[0]],
    }


def exact(account: Account, phone_number: str = "+12065550142") -> Properties:
    rest = {key: value for key, value in by_search(account).items() if not key.startswith("PhoneNumber")}
    return {**rest, "PhoneNumber": phone_number, "PhoneNumberDescription": "Support"}


def somebody_elses(account: Account) -> Properties:
    return exact(account, "+12065550101")


def parking(account: Account) -> Properties:
    return {**by_search(account), "ReleasePolicy": "PARK"}


def taking_over(account: Account) -> Properties:
    kept = {key: value for key, value in exact(account, PORTED_NUMBER).items() if key != "PhoneNumberDescription"}
    return {**kept, "Adopt": "true"}


def for_group(account: Account) -> Properties:
    flows = [account.flow_arns[0], account.replica_flow_arn()]
    return {**by_search(account), "TargetArn": account.group_arn, "ContactFlowArns": flows}


def other_description(account: Account) -> Properties:
    return {**by_search(account), "PhoneNumberDescription": "Sales"}


def other_tags(account: Account) -> Properties:
    return {**by_search(account), "Tags": [{"Key": "unit", "Value": "sales"}]}


def other_flow(account: Account) -> Properties:
    return {**by_search(account), "ContactFlowArns": [account.flow_arns[1]]}


def no_flow(account: Account) -> Properties:
    return {key: value for key, value in by_search(account).items() if key != "ContactFlowArns"}


def other_instance(account: Account) -> Properties:
    return {
        **by_search(account),
        "TargetArn": account.other_instance_arn,
        "ContactFlowArns": [account.other_flow_arn],
    }


def all_in_place(account: Account) -> Properties:
    return {**other_instance(account), "PhoneNumberDescription": "Sales", "Tags": other_tags(account)["Tags"]}


def wider_search(account: Account) -> Properties:
    return {**by_search(account), "PhoneNumberPrefixes": ["+1425", "+1206"]}


def another_search(account: Account) -> Properties:
    return {**by_search(account), "PhoneNumberPrefixes": ["+1425"]}


def another_exact(account: Account) -> Properties:
    return exact(account, "+12065550177")


def park_a_fitting_number(account: Account) -> None:
    """Leave a parked number that the search finds, with traces of its former owner's description."""
    properties = {**parking(account), "PhoneNumberDescription": "Formerly sales"}
    parker = account.resource("FormerOwner")
    created = parker.create(properties)
    assert created.succeeded, created.reason
    assert parker.delete(properties, created.physical_resource_id).succeeded


def port_a_number(account: Account) -> None:
    account.control.console_claim(account.instance_arn, PORTED_NUMBER, "Ported in 2019")


def fail_a_claim(account: Account) -> None:
    account.control.fail_next_claims("The carrier did not answer")


def lose_a_race(account: Account) -> None:
    account.control.lose_race()


def use_up_the_budget(account: Account) -> None:
    """With the resource's own claim, nine of ten operations are spent: the last is kept for a claim."""
    account.control.set_quota(account.instance_arn, BUDGET_END_QUOTA)
    properties = {**by_search(account), "ReleasePolicy": "RELEASE"}
    for index in range(2):
        cycled = account.resource(f"Cycle{index}")
        created = cycled.create(properties)
        assert created.succeeded, created.reason
        deleted = cycled.delete(properties, created.physical_resource_id)
        assert deleted.succeeded, deleted.reason
    account.control.console_claim(account.instance_arn, ANOTHER_CONSOLE_NUMBER)
    account.rest()


OPERATIONS = [
    Operation("create by search", None, by_search),
    Operation("create exact", None, exact),
    Operation("create exact, somebody else's", None, somebody_elses, refusal="can't be claimed"),
    Operation("create, losing a race", None, by_search, prepare=lose_a_race),
    Operation("create, FAILED once", None, by_search, prepare=fail_a_claim),
    Operation("create adopting a parked number", None, by_search, prepare=park_a_fitting_number),
    Operation("create taking over", None, taking_over, prepare=port_a_number),
    Operation("create for a group", None, for_group),
    Operation("update description", by_search, other_description),
    Operation("update tags", by_search, other_tags),
    Operation("update flow", by_search, other_flow),
    Operation("update, flow removed", by_search, no_flow),
    Operation("update target to an instance", by_search, other_instance),
    Operation("update target to a group", by_search, for_group),
    Operation("update all in place, and back", by_search, all_in_place, Ending.UPDATED_BACK),
    Operation("update search, satisfied", by_search, wider_search),
    Operation("update search, replacing", by_search, another_search),
    Operation("update search, replacing, and back", by_search, another_search, Ending.UPDATED_BACK),
    Operation("update exact, replacing", exact, another_exact),
    Operation("update exact, new one deleted", exact, another_exact, Ending.NEW_DELETED),
    Operation("delete", by_search, None),
    Operation("delete of a group's number", for_group, None),
    Operation("delete that parks", parking, None),
    Operation("delete at the budget's end", by_search, None, prepare=use_up_the_budget),
    Operation("delete of one taken over", taking_over, None, prepare=port_a_number),
]
