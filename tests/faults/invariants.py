"""What must hold when the dust has settled."""

from typing import Any

from connect_phone_numbers.core.identity import PARKED_TAG, owner
from connect_phone_numbers.core.quota import WINDOW_SECONDS
from local_aws.connect.models.quota import BLOCKED_MESSAGE, QUOTA_MESSAGE
from tests.faults.account import Account
from tests.faults.bystanders import CONSOLE_NUMBERS
from tests.faults.deployment import Deployment, Live

TIMED_OUT = "Operation timed out"
KILLED = "killed at"


def check(account: Account, deployments: list[Deployment], unowned: set[str]) -> list[str]:
    """Everything that does not hold.

    Args:
        account: where.
        deployments: all resources of the schedule.
        unowned: ARNs of numbers of others, which no resource has at this moment.
    """
    live = {each.live.physical_resource_id: each for each in deployments if each.live is not None}
    return [
        *_numbers(account, set(live), unowned),
        *_parked(account),
        *_ledger(account, live),
        *[problem for each in live.values() for problem in _as_declared(account, each)],
        *quotas(account),
    ]


def _numbers(account: Account, live: set[str], unowned: set[str]) -> list[str]:
    held, parked = set(account.numbers_held()), set(account.parked())
    expected = live | parked | unowned | {account.bystanders.owned}
    problems = [f"{arn} is held by nobody: it leaked" for arn in held - expected]
    problems += [f"{arn} should be held and is not" for arn in expected - held]
    problems += [f"{arn} is parked and live" for arn in parked & live]
    return problems


def _parked(account: Account) -> list[str]:
    held = account.numbers_held()
    problems = []
    for arn in account.parked():
        number = held.get(arn)
        if number is None or PARKED_TAG not in number.tags or owner(number.tags) is not None or number.flow_arns:
            problems.append(f"{arn} is listed as parked and is {number}")
    tagged = {arn for arn, number in held.items() if PARKED_TAG in number.tags}
    problems += [f"{arn} has the tag of a parked number and is not listed" for arn in tagged - set(account.parked())]
    return problems


def _ledger(account: Account, live: dict[str, Deployment]) -> list[str]:
    expected = {*live, account.bystanders.owned}
    claims = {str(claim["phone_number_arn"]): claim for claim in account.claims()}
    problems = [f"the ledger has a claim of a dead resource: {claims[arn]}" for arn in set(claims) - expected]
    problems += [f"the ledger has no claim of {arn}" for arn in expected - set(claims)]
    if len(account.claims()) != len(claims):
        problems.append(f"the ledger has two claims of one number: {account.claims()}")
    return problems


def _as_declared(account: Account, deployment: Deployment) -> list[str]:
    assert deployment.live is not None
    number = account.numbers_held().get(deployment.live.physical_resource_id)
    if number is None:
        return []  # said already
    holder = owner(number.tags)
    is_own = holder is not None and holder.stack_id == deployment.resource.stack_id
    problems = [] if is_own else [f"{number.arn} is owned by {holder}"]
    wanted, actual = _wanted(deployment.live), _actual(number)
    if "PhoneNumberDescription" not in deployment.live.properties:
        del wanted["description"], actual["description"]
    if wanted != actual:
        problems.append(f"{number.arn} is {actual} and should be {wanted}")
    return problems


def _wanted(live: Live) -> dict[str, Any]:
    return {
        "target": live.properties["TargetArn"],
        "description": live.properties.get("PhoneNumberDescription"),
        "tags": {tag["Key"]: tag["Value"] for tag in live.properties["Tags"]},
        "flows": sorted(live.properties.get("ContactFlowArns", [])),
    }


def _actual(number: Any) -> dict[str, Any]:
    return {
        "target": str(number.target),
        "description": number.description,
        "tags": {key: value for key, value in number.tags.items() if not key.startswith("connect-phone-number:")},
        "flows": sorted(number.flow_arns.values()),
    }


def quotas(account: Account) -> list[str]:
    """By Amazon Connect's own count: neither quota is exceeded, and the ledger has counted every operation."""
    problems = []
    for instance_arn in (account.instance_arn, account.other_instance_arn):
        use = account.control.quota(instance_arn)
        times = [each["time"] for each in use["operations"]]
        most = max((sum(1 for at in times if last - WINDOW_SECONDS < at <= last) for last in times), default=0)
        if most > 2 * use["quota"] or use["held"] > use["quota"]:
            problems.append(f"{most} operations and {use['held']} numbers with a quota of {use['quota']}")
        ours = [each for each in use["operations"] if each["phone_number"] not in CONSOLE_NUMBERS]
        counted = sum(
            1
            for item in account.ledger()
            if item["PK"] == f"QUOTA#{instance_arn}"
            and item.get("Kind") in ("CLAIM", "RELEASE")
            and item["PhoneNumber"] not in CONSOLE_NUMBERS
        )
        if counted < len(ours):
            problems.append(f"the ledger counts {counted} operations of {len(ours)}")
    refused = {number["status_message"] for number in account.control.numbers()}
    problems += [f"a claim was sent over a quota: {message}" for message in refused & {QUOTA_MESSAGE, BLOCKED_MESSAGE}]
    return problems


def reasons(account: Account, deployment: Deployment) -> list[str]:
    """The reasons of failures that say too little."""
    struck = account.disturbance.struck
    names = [each.call.operation for each in struck]
    problems = []
    for reason in deployment.failed:
        is_refusal = deployment.operation.refusal and deployment.operation.refusal in reason
        if not (is_refusal or reason == TIMED_OUT or KILLED in reason or any(name in reason for name in names)):
            problems.append(f"after {[str(each.call) for each in struck]} the reason is: {reason}")
    return problems
