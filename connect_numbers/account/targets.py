"""What numbers are claimed to: instances, and traffic distribution groups, which belong to instances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from connect_phone_numbers.aws.service_call import error_code
from connect_phone_numbers.model.targets import is_at, is_group_arn

from ..aws.aws import Aws
from ..exit_code import ExitCode
from ..problem import Problem

if TYPE_CHECKING:
    from mypy_boto3_connect.type_defs import DistributionTypeDef


@dataclass(frozen=True)
class Instance:
    """An instance of the account and Region."""

    arn: str
    instance_id: str
    alias: str

    @property
    def label(self) -> str:
        """What people call it."""
        return self.alias or self.instance_id

    def is_named(self, name: str) -> bool:
        """Whether a name means it: its ARN, id or alias."""
        return name in (self.arn, self.instance_id, self.alias)


class Targets:
    """Instances and groups, asked for once each."""

    def __init__(self, aws: Aws) -> None:
        """Ask in the account's Region."""
        self._aws = aws
        self._instances: list[Instance] | None = None
        self._instance_of: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._default: set[str] = set()
        self._regions: dict[str, list[str]] = {}

    @property
    def instances(self) -> list[Instance]:
        """The instances, by alias."""
        if self._instances is None:
            pages = self._aws.connect().get_paginator("list_instances").paginate()
            found = [
                Instance(each["Arn"], each["Id"], each.get("InstanceAlias", ""))
                for page in pages
                for each in page["InstanceSummaryList"]
            ]
            self._instances = sorted(found, key=lambda instance: (instance.alias, instance.arn))
        return self._instances

    def instance(self, arn: str) -> Instance:
        """The instance with an ARN, by what is known of it."""
        known = next((each for each in self.instances if each.arn == arn), None)
        return known or Instance(arn, arn.rpartition("/")[2], "")

    def named(self, name: str | None) -> Instance | None:
        """The instance with this ARN, id or alias; None for no name.

        Raises:
            Problem: there is no such instance.
        """
        if name is None:
            return None
        found = [instance for instance in self.instances if instance.is_named(name)]
        if len(found) != 1:
            raise Problem(f"No single instance in {self._aws.region} is {name}. {self._there_are()}")
        return found[0]

    def only_one(self, name: str | None) -> Instance:
        """The instance that --target names, or the Region's only one.

        Raises:
            Problem: there are several, or none.
        """
        instance = self.named(name)
        if instance is not None:
            return instance
        if len(self.instances) == 1:
            return self.instances[0]
        what = "Which instance? " if self.instances else f"There is no Amazon Connect instance in {self._aws.region}. "
        code = ExitCode.USAGE if self.instances else ExitCode.MISSING
        raise Problem(f"{what}{self._there_are()} Name one with --target.", code)

    def instance_of(self, target_arn: str) -> str:
        """The ARN of the instance to whose quotas a target's numbers count; a group's own where it is gone."""
        if not is_group_arn(target_arn):
            return target_arn
        self._look_up(target_arn)
        return self._instance_of[target_arn]

    def is_there(self, target_arn: str) -> bool:
        """Whether the account and Region have such an instance or group."""
        if is_group_arn(target_arn):
            self._look_up(target_arn)
            return self._instance_of[target_arn] != target_arn
        return any(each.arn == target_arn for each in self.instances)

    def is_default(self, target_arn: str) -> bool:
        """Whether it is an instance's default group."""
        if is_group_arn(target_arn):
            self._look_up(target_arn)
        return target_arn in self._default

    def is_at(self, target_arn: str, asked_arn: str) -> bool:
        """Whether a number of one target is where another was asked for: the default group stands for its instance."""
        return is_at(target_arn, asked_arn, self.is_default, self.instance_of)

    def named_arn(self, target_arn: str) -> str:
        """The ARN by which people name a target: the instance's, of a default group."""
        return self.instance_of(target_arn) if self.is_default(target_arn) else target_arn

    def label(self, target_arn: str) -> str:
        """What people call a target."""
        target_arn = self.named_arn(target_arn)
        if not is_group_arn(target_arn):
            return self.instance(target_arn).label
        self._look_up(target_arn)
        return self._names[target_arn]

    def regions_of(self, target_arn: str) -> list[str]:
        """The Regions in which a target's numbers have a flow; of a group that is not ACTIVE, the home Region alone."""
        if not is_group_arn(target_arn):
            return [self._aws.region]
        if target_arn not in self._regions:
            shares: Sequence[DistributionTypeDef] = ()
            try:
                answer = self._aws.connect().get_traffic_distribution(Id=target_arn)
                shares = answer.get("TelephonyConfig", {}).get("Distributions", [])
            except ClientError as error:
                if error_code(error) not in ("InvalidRequestException", "ResourceNotFoundException"):
                    raise
            self._regions[target_arn] = sorted({self._aws.region, *(share["Region"] for share in shares)})
        return self._regions[target_arn]

    def _look_up(self, group_arn: str) -> None:
        if group_arn in self._instance_of:
            return
        try:
            answer = self._aws.connect().describe_traffic_distribution_group(TrafficDistributionGroupId=group_arn)
        except ClientError as error:
            if error_code(error) != "ResourceNotFoundException":
                raise
            self._instance_of[group_arn] = group_arn
            self._names[group_arn] = group_arn.rpartition("/")[2]
            return
        group = answer["TrafficDistributionGroup"]
        self._instance_of[group_arn] = group["InstanceArn"]
        self._names[group_arn] = group["Name"]
        if group.get("IsDefault"):
            self._default.add(group_arn)

    def _there_are(self) -> str:
        return f"There are: {', '.join(_names_of(self.instances)) or 'none'}."


def _names_of(instances: Sequence[Instance]) -> list[str]:
    return [f"{each.alias} ({each.instance_id})" if each.alias else each.instance_id for each in instances]
