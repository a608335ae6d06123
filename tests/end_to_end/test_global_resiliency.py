"""The example with two Regions, deployed as a whole: the calls that reach Connect are the guide's, in its order.

https://docs.aws.amazon.com/connect/latest/adminguide/claim-phone-numbers-traffic-distribution-groups.html
"""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.local_aws import LocalAws

EXAMPLE = Path(__file__).parents[2] / "examples" / "global_resiliency"
STACK = "GlobalResiliency"
HOME, REPLICA = "us-east-1", "us-west-2"
ASSOCIATE = "AssociatePhoneNumberContactFlow"

Call = tuple[str, str, dict[str, Any]]
"""Operation, Region, parameters."""


class Example:
    """The example's folder, with this Python."""

    def __init__(self, local_aws: LocalAws, folder: Path) -> None:
        self.local_aws = local_aws
        self.folder = folder
        settings = json.loads((EXAMPLE / "cdk.json").read_text())
        settings["app"] = f"{sys.executable} {EXAMPLE / 'app.py'}"
        (folder / "cdk.json").write_text(json.dumps(settings))
        self._seen = len(local_aws.connect.journal())

    def cdk(self, command: str, *options: str) -> None:
        self.local_aws.cdk(command, STACK, *options, cwd=self.folder)

    def numbers(self, instance_arn: str) -> list[dict[str, Any]]:
        return [each for each in self.local_aws.connect.numbers() if each["instance_arn"] == instance_arn]

    def calls(self, *words: str) -> list[Call]:
        """The successful calls since the last ones asked for whose parameters name one of these, in order."""
        journal = self.local_aws.connect.journal()
        new, self._seen = journal[self._seen :], len(journal)
        return [
            (call["operation"], call["region_name"], call["parameters"])
            for call in new
            if call["status_code"] == 200 and any(word in json.dumps(call["parameters"]) for word in words)
        ]


@pytest.fixture
def example(local_aws: LocalAws, tmp_path: Path) -> Example:
    return Example(local_aws, tmp_path)


def first(calls: list[Call], *operations: str) -> list[int]:
    """Where each operation comes first."""
    names = [operation for operation, _, _ in calls]
    return [names.index(operation) for operation in operations]


def of_number(calls: list[Call], number: dict[str, Any]) -> list[tuple[str, str]]:
    """The operations on a number and their Regions, without repetitions."""
    named = [
        (operation, region)
        for operation, region, parameters in calls
        if parameters.get("PhoneNumber") == number["phone_number"]
        or number["phone_number_id"] in str(parameters.get("PhoneNumberId"))
    ]
    return list(dict.fromkeys(named))


def test_the_guides_workflow_in_one_deployment(example: Example) -> None:
    example.cdk("deploy", "--require-approval=never")
    outputs = example.local_aws.outputs(STACK)
    instance_arn, group_arn = outputs["InstanceArn"], outputs["GroupArn"]
    assert outputs["ReplicaArn"] == instance_arn.replace(HOME, REPLICA)
    numbers = example.numbers(instance_arn)
    calls = example.calls(
        instance_arn.rpartition("/")[2],
        group_arn.rpartition("/")[2],
        *(number[name] for number in numbers for name in ("phone_number", "phone_number_id")),
    )

    require_the_guides_order(calls, group_arn)
    # Steps 4 to 7, for all of them.
    assert len(numbers) == 3
    for number in numbers:
        assert of_number(calls, number) == [
            ("ClaimPhoneNumber", HOME),
            ("DescribePhoneNumber", HOME),
            (ASSOCIATE, HOME),
            (ASSOCIATE, REPLICA),
        ]
    require_routed_in_both_regions(numbers, group_arn, outputs)
    assert_traffic_is_shifted(example, instance_arn, group_arn)
    example.cdk("destroy", "--force", "--app", "cdk.out")
    assert_nothing_is_left(example, instance_arn, group_arn, numbers)


def require_the_guides_order(calls: list[Call], group_arn: str) -> None:
    """Steps 1 to 3, and the status of the group before any number is looked for."""
    order = first(
        calls,
        "ReplicateInstance",
        "CreateTrafficDistributionGroup",
        "DescribeTrafficDistributionGroup",
        "SearchAvailablePhoneNumbers",
        "ClaimPhoneNumber",
        "DescribePhoneNumber",
        ASSOCIATE,
    )
    assert order == sorted(order)
    assert [operation for operation, _, _ in calls].count("ReplicateInstance") == 1
    for operation, region, parameters in calls:
        if operation in ("SearchAvailablePhoneNumbers", "ClaimPhoneNumber"):
            assert (region, parameters["TargetArn"]) == (HOME, group_arn)


def require_routed_in_both_regions(numbers: list[dict[str, Any]], group_arn: str, outputs: dict[str, str]) -> None:
    """Each number is the group's, and enters the same flow in both Regions."""
    named = {outputs[f"{name}PhoneNumber"] for name in ("Support", "Sales", "SalesTollFree")}
    assert {number["phone_number"] for number in numbers} == named
    for number in numbers:
        assert (number["status"], number["target_arn"]) == ("CLAIMED", group_arn)
        flows = number["flow_arns"]
        assert flows.keys() == {HOME, REPLICA}
        assert flows[REPLICA] == flows[HOME].replace(HOME, REPLICA)
    flow_of = {number["phone_number"]: number["flow_arns"][HOME] for number in numbers}
    assert flow_of[outputs["SalesPhoneNumber"]] == flow_of[outputs["SalesTollFreePhoneNumber"]]
    assert flow_of[outputs["SupportPhoneNumber"]] != flow_of[outputs["SalesPhoneNumber"]]


def assert_traffic_is_shifted(example: Example, instance_arn: str, group_arn: str) -> None:
    """A second deployment, with an agent, distributes calls and agents to both Regions."""
    connect = example.local_aws.client("connect", HOME)
    user = connect.create_user(
        InstanceId=instance_arn.rpartition("/")[2],
        Username="ana",
        SecurityProfileIds=["agents"],
        RoutingProfileId="basic",
    )
    options = ("-c", "replica_percentage=60", "-c", f"agents={user['UserArn']}", "--require-approval=never")
    example.cdk("deploy", *options)
    changes = {"UpdateTrafficDistribution", "AssociateTrafficDistributionGroupUser"}
    calls = [call for call in example.calls(group_arn.rpartition("/")[2]) if call[0] in changes]
    assert {(operation, region) for operation, region, _ in calls} == {
        ("UpdateTrafficDistribution", REPLICA),
        ("AssociateTrafficDistributionGroupUser", HOME),
    }
    present = connect.get_traffic_distribution(Id=group_arn)
    for shares in (present["TelephonyConfig"]["Distributions"], present["AgentConfig"]["Distributions"]):
        assert {share["Region"]: share["Percentage"] for share in shares} == {HOME: 40, REPLICA: 60}
    users = connect.list_traffic_distribution_group_users(TrafficDistributionGroupId=group_arn)
    assert [each["UserId"] for each in users["TrafficDistributionGroupUserSummaryList"]] == [user["UserId"]]


def assert_nothing_is_left(example: Example, instance_arn: str, group_arn: str, numbers: list[dict[str, Any]]) -> None:
    instance_id = instance_arn.rpartition("/")[2]
    calls = example.calls(instance_id, group_arn, *(number["phone_number_id"] for number in numbers))
    operations = [operation for operation, _, _ in calls]
    assert operations.count("UpdateTrafficDistribution") == 1, "it is put back as it was"
    assert operations.count("DisassociateTrafficDistributionGroupUser") == 1
    ends = {"ReleasePhoneNumber", "DeleteTrafficDistributionGroup", "DeleteInstance"}
    assert [(operation, region) for operation, region, _ in calls if operation in ends] == [
        *[("ReleasePhoneNumber", HOME)] * 3,
        ("DeleteTrafficDistributionGroup", HOME),
        ("DeleteInstance", REPLICA),
        ("DeleteInstance", HOME),
    ]
    assert example.numbers(instance_arn) == []
    for region in (HOME, REPLICA):
        connect = example.local_aws.client("connect", region)
        ids = [instance["Id"] for instance in connect.list_instances()["InstanceSummaryList"]]
        assert instance_id not in ids
        groups = connect.list_traffic_distribution_groups(InstanceId=instance_id)
        assert groups["TrafficDistributionGroupSummaryList"] == []
