"""The operations on the other resource types and on imported numbers, and the scheduled look for drift."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from tests.faults.account import REPLICA, Account, groups_of
from tests.faults.operation import Operation, Properties, PropertiesOf, Step, delete
from tests.faults.operation import deploy as deploy_any
from tests.simulation.logical_resource import (
    QUOTA_INCREASE,
    REPLICATED_INSTANCE,
    TRAFFIC_DISTRIBUTION,
    TRAFFIC_DISTRIBUTION_GROUP_USER,
)
from tests.simulation.processes import Process
from tests.simulation.stack import Stack
from tests.simulation.stack_resource import Rollback

USERS = ("ana", "ben")
_HOME = "us-east-1"


def replica(account: Account) -> Properties:
    return {"InstanceArn": account.other.instance_arn, "ReplicaRegion": REPLICA}


def another_replica(account: Account) -> Properties:
    return {"InstanceArn": account.third_arn, "ReplicaRegion": REPLICA}


def distributed(account: Account, home: int = 70) -> Properties:
    return {"TrafficDistributionGroupArn": account.group_arn, "TelephonyConfig": shares(home)}


def distributed_otherwise(account: Account) -> Properties:
    """A distribution that sends most calls and agents to the other Region."""
    return {**distributed(account, 20), "AgentConfig": shares(20)}


def shares(home: int) -> dict[str, Any]:
    """A distribution: this percentage for the group's Region, the rest for the other Region."""
    return {
        "Distributions": [{"Region": _HOME, "Percentage": home}, {"Region": REPLICA, "Percentage": 100 - home}],
    }


def distributed_elsewhere(account: Account) -> Properties:
    """The same, of another group."""
    return {**distributed(account), "TrafficDistributionGroupArn": another_group_arn(account)}


def user(account: Account, name: str = USERS[0]) -> Properties:
    return {"TrafficDistributionGroupArn": account.group_arn, "UserArn": user_arn(account, name)}


def another_user(account: Account) -> Properties:
    return user(account, USERS[1])


def user_elsewhere(account: Account) -> Properties:
    """The same user, of another group."""
    return {**user(account), "TrafficDistributionGroupArn": another_group_arn(account)}


def another_group_arn(account: Account) -> str:
    """The second group of the first instance."""
    [found] = set(groups_of(account)) - {account.group_arn}
    return found


def add_group(account: Account) -> None:
    """Make the second group, and hire users."""
    instance_id = account.world.instance_arn.rpartition("/")[2]
    account.world.connect.create_traffic_distribution_group(Name="another", InstanceId=instance_id)
    hire_users(account)


def user_arn(account: Account, name: str) -> str:
    """The ARN of a user of the first instance."""
    client, instance_id = account.world.connect, account.world.instance_arn.rpartition("/")[2]
    users = client.list_users(InstanceId=instance_id)["UserSummaryList"]
    return str(next(each["Arn"] for each in users if each["Username"] == name))


def higher(account: Account, value: int = 60) -> Properties:
    return {"InstanceArn": account.world.instance_arn, "DesiredValue": value}


def still_higher(account: Account) -> Properties:
    return higher(account, 80)


def imported(account: Account) -> Properties:
    """The properties of a number that is imported from AWS End User Messaging."""
    return {
        "TargetArn": account.world.instance_arn,
        "SourcePhoneNumberArn": account.source_arn,
        "PhoneNumberDescription": "Support",
        "Tags": [{"Key": "team", "Value": "support"}],
        "ContactFlowArns": [account.world.flow_arns[0]],
    }


def hire_users(account: Account) -> None:
    """Create two users of the first instance. Amazon Connect mirrors them to the replica."""
    instance_id = account.world.instance_arn.rpartition("/")[2]
    for name in USERS:
        account.world.connect.create_user(
            InstanceId=instance_id, Username=name, SecurityProfileIds=["agents"], RoutingProfileId="basic"
        )
    account.world.advance(5)


def describe_by_hand(account: Account) -> None:
    """Change the description of another stack's number by hand, so that the number drifts."""
    account.world.connect.update_phone_number_metadata(
        PhoneNumberId=account.owned, PhoneNumberDescription="Changed by hand"
    )
    account.world.advance(60)


def look_for_drift(account: Account, stack: Stack) -> Process[Any]:
    """Start a look for drift, as the schedule does, and let it end."""
    moment = datetime.fromtimestamp(account.world.now(), UTC)
    account.world.function.send({"Drift": {"Time": moment.isoformat()}})
    yield from account.world.cloudformation.until_quiet()


def _of_type(resource_type: str) -> tuple[Any, Any]:
    return partial(deploy_any, resource_type=resource_type), partial(Operation, resource_type=resource_type)


def _replicas() -> list[Operation]:
    deploy, operation = _of_type(REPLICATED_INSTANCE)
    return [
        operation("create replica", (deploy(replica),)),
        operation("create replica, cancelled", (deploy(replica, is_cancelled=True, fails_after=2),)),
        operation("update replica, another instance's", (deploy(another_replica),), replica),
        operation(
            "update replica, another instance's, cancelled",
            (deploy(another_replica, is_cancelled=True, fails_after=2),),
            replica,
            rollback=Rollback.BY_UPDATE,
        ),
        operation("delete replica", (delete,), replica),
    ]


def _moves(resource_type: str, what: str, one: PropertiesOf, other: PropertiesOf) -> list[Operation]:
    """Each way in which a resource of a type goes from a group to another one."""
    deploy, operation = _of_type(resource_type)
    steps: dict[str, tuple[Step, Rollback]] = {
        "to another group": (deploy(other), Rollback.BY_DELETE),
        "to another group, and back": (deploy(other, another_fails=True), Rollback.BY_DELETE),
        "to another group, and back by an update": (deploy(other, another_fails=True), Rollback.BY_UPDATE),
        "to another group, cancelled": (deploy(other, is_cancelled=True, fails_after=2), Rollback.BY_DELETE),
    }
    return [
        operation(f"{what}: {name}", (step,), one, prepare=add_group, rollback=rollback)
        for name, (step, rollback) in steps.items()
    ]


def _changes(resource_type: str, what: str, one: PropertiesOf, other: PropertiesOf, **more: Any) -> list[Operation]:
    """The operations that create, change and delete a resource of a type."""
    deploy, operation = _of_type(resource_type)
    is_cancelled: dict[str, Any] = {"is_cancelled": True, "fails_after": 2}
    steps: dict[str, tuple[PropertiesOf | None, tuple[Step, ...]]] = {
        "create": (None, (deploy(one),)),
        "create, rolled back": (None, (deploy(one, another_fails=True),)),
        "create, cancelled": (None, (deploy(one, **is_cancelled),)),
        "update": (one, (deploy(other),)),
        "update, and back": (one, (deploy(other, another_fails=True),)),
        "update, cancelled": (one, (deploy(other, **is_cancelled),)),
        "delete": (one, (delete,)),
    }
    return [operation(f"{what}: {name}", step, before, **more) for name, (before, step) in steps.items()]


OF_OTHER_TYPES = [
    *_replicas(),
    *_changes(TRAFFIC_DISTRIBUTION, "distribution", distributed, distributed_otherwise),
    *_moves(TRAFFIC_DISTRIBUTION, "distribution", distributed, distributed_elsewhere),
    *_moves(TRAFFIC_DISTRIBUTION_GROUP_USER, "group's user", user, user_elsewhere),
    *_changes(TRAFFIC_DISTRIBUTION_GROUP_USER, "group's user", user, another_user, prepare=hire_users),
    *_changes(QUOTA_INCREASE, "quota increase", higher, still_higher),
    Operation("import", (deploy_any(imported),)),
    Operation("import, rolled back", (deploy_any(imported, another_fails=True),)),
    Operation("import, cancelled", (deploy_any(imported, is_cancelled=True, fails_after=2),)),
    Operation("delete of an imported number", (delete,), imported),
    Operation("look for drift", (look_for_drift,), imported, then=describe_by_hand),
]
