"""The properties of the sweep's resources."""

from tests.faults.account import PORTED_NUMBER, Account
from tests.faults.operation import Properties


def by_search(account: Account) -> Properties:
    return {
        "TargetArn": account.world.instance_arn,
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "PhoneNumberPrefixes": ["+1206"],
        "PhoneNumberDescription": "Support",
        "Tags": [{"Key": "team", "Value": "support"}],
        "ContactFlowArns": [account.world.flow_arns[0]],
    }


def exact(account: Account, phone_number: str = "+12065550142") -> Properties:
    rest = {key: value for key, value in by_search(account).items() if not key.startswith("PhoneNumber")}
    return {**rest, "PhoneNumber": phone_number, "PhoneNumberDescription": "Support"}


def another_exact(account: Account) -> Properties:
    return exact(account, "+12065550177")


def another_described(account: Account) -> Properties:
    return {**another_exact(account), "PhoneNumberDescription": "Sales"}


def somebody_elses(account: Account) -> Properties:
    return exact(account, "+12065550101")


def parking(account: Account) -> Properties:
    return {**by_search(account), "ReleasePolicy": "PARK"}


def releasing(account: Account) -> Properties:
    return {**by_search(account), "ReleasePolicy": "RELEASE"}


def of_the_stack(account: Account) -> Properties:
    return {**parking(account), "TargetIsOfStack": "true"}


def adopting(account: Account) -> Properties:
    kept = {key: value for key, value in exact(account, PORTED_NUMBER).items() if key != "PhoneNumberDescription"}
    return {**kept, "Adopt": "true"}


def adopting_for_good(account: Account) -> Properties:
    return {**adopting(account), "ReleaseAdopted": "true"}


def claiming_the_ported(account: Account) -> Properties:
    return exact(account, PORTED_NUMBER)


def for_group(account: Account) -> Properties:
    flows = [account.world.flow_arns[0], account.replica_flow_arn()]
    return {**by_search(account), "TargetArn": account.group_arn, "ContactFlowArns": flows}


def other_description(account: Account) -> Properties:
    return {**by_search(account), "PhoneNumberDescription": "Sales"}


def other_tags(account: Account) -> Properties:
    return {**by_search(account), "Tags": [{"Key": "unit", "Value": "sales"}]}


def other_flow(account: Account) -> Properties:
    return {**by_search(account), "ContactFlowArns": [account.world.flow_arns[1]]}


def no_flow(account: Account) -> Properties:
    return {key: value for key, value in by_search(account).items() if key != "ContactFlowArns"}


def other_instance(account: Account) -> Properties:
    other = account.other
    return {**by_search(account), "TargetArn": other.instance_arn, "ContactFlowArns": [other.flow_arns[0]]}


def all_in_place(account: Account) -> Properties:
    tags = other_tags(account)["Tags"]
    return {**other_instance(account), "PhoneNumberDescription": "Sales", "Tags": tags, "ReleasePolicy": "PARK"}


def wider_search(account: Account) -> Properties:
    return {**by_search(account), "PhoneNumberPrefixes": ["+1425", "+1206"]}


def another_search(account: Account) -> Properties:
    return {**by_search(account), "PhoneNumberPrefixes": ["+1425"]}


def malformed(account: Account) -> Properties:
    return {**by_search(account), "PhoneNumberType": "LANDLINE"}
