"""The promises that must hold at the end of a schedule."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from connect_phone_numbers.ledger.layout import QUOTA, RESOURCE, unpacked
from connect_phone_numbers.model.claim import Fate
from connect_phone_numbers.model.identity import PARKED_TAG, owner
from connect_phone_numbers.quota.arithmetic import WINDOW_SECONDS
from local_aws.connect.models.quota import BLOCKED_MESSAGE, QUOTA_MESSAGE
from tests.faults.account import numbers_held
from tests.simulation.logical_resource import PHONE_NUMBER
from tests.simulation.stack import Stack
from tests.simulation.stack_resource import Physical
from tests.simulation.world import World

Claims = list[tuple[str, Mapping[str, Any]]]
"""Claims, each with the partition key of its record."""


def live_numbers(stacks: Iterable[Stack]) -> list[tuple[Stack, str, Physical]]:
    """The numbers that exist by CloudFormation's records: stack, logical id, and the physical resource."""
    return [
        (stack, name, resource.physical)
        for stack in stacks
        for name, resource in stack.resources.items()
        if resource.physical is not None and resource.logical.resource_type == PHONE_NUMBER
    ]


def claims_of(world: World) -> Claims:
    """Every claim of the ledger."""
    return [
        (item["PK"], claim)
        for item in world.ledger()
        if item["PK"].startswith(RESOURCE)
        for claim in item.get("Claims", {}).values()
    ]


def check(
    world: World,
    stacks: Collection[Stack],
    others: set[str],
    bystander: str = "",
    given_up: frozenset[str] = frozenset(),
) -> list[str]:
    """The broken promises about numbers and records.

    Args:
        world: where.
        stacks: all that there are.
        others: the ARNs of numbers that no stack owns: claimed by hand, or given back.
        bystander: the ARN of another stack's number, "" for none.
        given_up: the ARNs of numbers that CloudFormation gave up to delete, and that no operation can end any more.
    """
    live = {physical.physical_resource_id for _, _, physical in live_numbers(stacks)} | ({bystander} - {""})
    left = {physical.physical_resource_id for stack in stacks for physical in stack.retained} | given_up
    return [
        *_numbers(world, live | (left & set(numbers_held())), others),
        *_parked(world),
        *_records(claims_of(world), live, left),
        *(problem for each in live_numbers(stacks) for problem in _as_declared(*each)),
    ]


def _numbers(world: World, live: set[str], others: set[str]) -> list[str]:
    held, parked = set(numbers_held()), parked_arns(world)
    problems = [f"{arn} is held by nobody: it leaked" for arn in held - live - parked - others]
    problems += [f"{arn} should be held and is not" for arn in (live | parked | others) - held]
    problems += [f"{arn} is parked and live" for arn in parked & live]
    return problems


def parked_arns(world: World) -> set[str]:
    """The numbers that the ledger lists as parked."""
    return {item["SK"] for item in world.ledger() if item["PK"] == "PARKED"}


def _parked(world: World) -> list[str]:
    held, parked = numbers_held(), parked_arns(world)
    problems = []
    for arn in parked:
        number = held.get(arn)
        if number is None or PARKED_TAG not in number.tags or owner(number.tags) is not None or number.flow_arns:
            problems.append(f"{arn} is listed as parked and is {number}")
    tagged = {arn for arn, number in held.items() if PARKED_TAG in number.tags}
    return problems + [f"{arn} has the tag of a parked number and is not listed" for arn in tagged - parked]


def _records(claims: Claims, live: set[str], left: set[str]) -> list[str]:
    """Each live number has a claim that is marked as given to CloudFormation. Only numbers that stay have others."""
    problems = []
    known = [str(claim["phone_number_arn"]) for _, claim in claims]
    for _, claim in claims:
        arn = claim["phone_number_arn"]
        if arn not in live | left:
            problems.append(f"the ledger has a claim of a dead resource: {claim}")
        elif arn in live and (claim["fate"], claim["state"]) != (Fate.GIVEN, "HELD"):
            problems.append(f"the claim of a live number is {claim}")
        elif claim["moving_to"] or claim["describing"]:
            problems.append(f"something is still under way: {claim}")
    problems += [f"the ledger has no claim of {arn}" for arn in live - set(known)]
    return problems + ([f"two claims of one number: {known}"] if len(set(known)) < len(known) else [])


def _as_declared(stack: Stack, name: str, physical: Physical) -> list[str]:
    number = numbers_held().get(physical.physical_resource_id)
    if number is None:
        return []  # This problem is reported already.
    properties, holder = physical.properties, owner(number.tags)
    wanted = {
        "owner": (stack.stack_id, name),
        "target": properties["TargetArn"],
        "description": properties.get("PhoneNumberDescription", ""),
        "tags": {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])},
        "flows": sorted(properties.get("ContactFlowArns", [])),
    }
    actual = {
        "owner": holder and (holder.stack_id, holder.logical_resource_id),
        "target": str(number.target),
        "description": number.description or "",
        "tags": {key: value for key, value in number.tags.items() if not key.startswith("connect-phone-number:")},
        "flows": sorted(number.flow_arns.values()),
    }
    if properties.get("Adopt") == "true" and not wanted["description"]:
        wanted["description"] = actual["description"]  # Its description was changed by hand.
    return [] if wanted == actual else [f"{number.arn} is {actual} and should be {wanted}"]


def quota_problems(world: World, instances: Iterable[str], by_hand: Collection[str] = ()) -> list[str]:
    """The broken promises about quotas, by Amazon Connect's own count.

    Neither quota is exceeded, and the ledger has counted every operation of the function.

    Args:
        world: where.
        instances: the ARNs of the instances.
        by_hand: numbers that were claimed or released in the console.
    """
    problems, ledger = [], world.ledger()
    for instance_arn in instances:
        use = world.control.quota(instance_arn)
        times = [each["time"] for each in use["operations"]]
        most = max((sum(1 for at in times if last - WINDOW_SECONDS < at <= last) for last in times), default=0)
        if most > 2 * use["quota"] or use["held"] > use["quota"]:
            problems.append(f"{most} operations and {use['held']} numbers with a quota of {use['quota']}")
        ours = sum(1 for each in use["operations"] if each["phone_number"] not in by_hand)
        items = [item for item in ledger if item["PK"] == f"{QUOTA}{instance_arn}"]
        counted = [item for item in items if item.get("Kind") in ("CLAIM", "RELEASE")]
        alone = sum(1 for item in counted if item.get("PhoneNumber", by_hand and next(iter(by_hand))) not in by_hand)
        if alone < ours:
            problems.append(f"the ledger counts {alone} operations of {ours}")
        in_all = sum(len(item.get("PhoneNumbers", "one").split()) for item in counted)
        decided = [unpacked(item.get("Operations", "")) for item in items if item["SK"] == "QUOTA"]
        if sum(map(len, decided)) != in_all:
            problems.append(f"the ledger decides by {decided}, and its history has {in_all} operations")
    refused = {number["status_message"] for number in world.control.numbers()}
    return problems + [f"a claim was over a quota: {told}" for told in refused & {QUOTA_MESSAGE, BLOCKED_MESSAGE}]
