"""The operations of Amazon Connect that the function uses for traffic distribution groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from connect_phone_numbers.aws.service_call import ignoring, raising, service_call
from connect_phone_numbers.errors import TryAgainLater
from connect_phone_numbers.ledger.pace import SLEEP_MILLISECONDS, Pace
from connect_phone_numbers.lifecycle.look import Look
from connect_phone_numbers.model.arn import ConnectArn
from connect_phone_numbers.model.message import shown
from connect_phone_numbers.model.patience import LOOK_AGAIN_WHILE_BUSY
from connect_phone_numbers.properties.checks import own_arn

from .distribution import Distribution

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


class AssociationRefusedError(Exception):
    """The user can't be associated, or not yet, as Amazon Connect copies users to the replica later."""


class Groups:
    """The service, at the account's request rate.

    Every method raises `TryAgainLater` where the call was throttled or its effect is unknown, `ResourceNotFoundError`
    where the group or the user does not exist, and `PhoneNumberError` where the service refused the call.
    """

    def __init__(self, client_in: Callable[[str], ConnectClient], pace: Pace) -> None:
        """Use a function that gives a client of a Region, and the requests' turns."""
        self._client_in = client_in
        self._pace = pace

    @classmethod
    def of(cls, look: Look) -> Groups:
        """The groups that a step works with."""
        return cls(look.services.connect_in, look.services.pace(look.record.slots, SLEEP_MILLISECONDS))

    def distribution(self, group_arn: str) -> Distribution:
        """The distribution of a group, which has to be ACTIVE."""
        with self._call("GetTrafficDistribution", group_arn):
            return Distribution.from_answer(self._client_in("").get_traffic_distribution(Id=group_arn))

    def distribute(self, group_arn: str, distribution: Distribution) -> None:
        """Change the distribution of a group. The group's status says when that is done.

        The request goes to the Region that is to handle the most traffic, as the service's documentation says.
        https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateTrafficDistribution.html
        """
        home = ConnectArn.parse(group_arn).region
        busiest = distribution.busiest_region(home)
        region = "" if busiest == home else busiest

        def busy(words: str) -> TryAgainLater:
            return TryAgainLater(f"{group_arn} is busy: {words}", LOOK_AGAIN_WHILE_BUSY)

        with (
            self._call("UpdateTrafficDistribution", group_arn, region),
            raising(busy, "ResourceConflictException"),
        ):
            client: Any = self._client_in(region)
            client.update_traffic_distribution(Id=group_arn, **distribution.members())

    def associate(self, group_arn: str, instance_id: str, user_arn: str) -> None:
        """Associate a user with a group. A user that is associated already stays so.

        Raises:
            AssociationRefusedError: the replica does not have the user, or the request is wrong otherwise.
        """
        with (
            self._call("AssociateTrafficDistributionGroupUser", f"{user_arn} with {group_arn}"),
            raising(AssociationRefusedError, "InvalidRequestException", "ResourceConflictException"),
        ):
            self._client_in("").associate_traffic_distribution_group_user(
                TrafficDistributionGroupId=group_arn, UserId=user_arn, InstanceId=instance_id
            )

    def require_user(self, instance_id: str, user_arn: str) -> None:
        """Ask for a user of an instance; the answer says nothing more than that the user is there."""
        with self._call("DescribeUser", user_arn):
            self._client_in("").describe_user(UserId=user_arn.rpartition("/")[2], InstanceId=instance_id)

    def disassociate(self, group_arn: str, instance_id: str, user_arn: str) -> None:
        """End the association of a user with a group. Where there is none, nothing happens."""
        with (
            self._call("DisassociateTrafficDistributionGroupUser", f"{user_arn} from {group_arn}"),
            ignoring("ResourceNotFoundException"),
        ):
            self._client_in("").disassociate_traffic_distribution_group_user(
                TrafficDistributionGroupId=group_arn, UserId=user_arn, InstanceId=instance_id
            )

    @contextmanager
    def _call(self, operation: str, subject: str, region: str = "") -> Iterator[None]:
        self._pace.use(operation, region)
        with service_call(operation, subject):
            yield


def group_of(given: Mapping[str, Any], stack_id: str, problems: list[str]) -> ConnectArn | None:
    """The property TrafficDistributionGroupArn, or None: what is wrong with it is added to the problems."""
    name = "TrafficDistributionGroupArn"
    why = "a group's calls and agents are distributed from where it was created"
    group = own_arn(name, given.get(name), stack_id, problems, why)
    if group is None or group.is_traffic_distribution_group:
        return group
    problems.append(f"{name} {shown(group.value)} is not the ARN of a traffic distribution group")
    return None
