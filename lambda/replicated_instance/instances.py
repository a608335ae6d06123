"""The operations of Amazon Connect that the function uses for instances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from connect_phone_numbers.aws.service_call import raising, service_call
from connect_phone_numbers.errors import ResourceNotFoundError, TryAgainLater
from connect_phone_numbers.model.arn import ConnectArn
from connect_phone_numbers.model.patience import LOOK_AGAIN_WHILE_BUSY

from .instance import Instance

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


class ReplicationRefusedError(Exception):
    """ReplicateInstance was refused, without effect. The message is the service's."""


class NotReadyError(TryAgainLater):
    """ReplicateInstance was refused for now, without effect."""

    def __init__(self, message: str) -> None:
        super().__init__(message, LOOK_AGAIN_WHILE_BUSY)


class Instances:
    """The service, in the Region of an instance's ARN.

    Every method raises `TryAgainLater` where the call was throttled or its effect is unknown. It raises
    `PhoneNumberError` where the service refused the call for a reason that no other exception of the method names.
    """

    def __init__(self, client_in: Callable[[str], ConnectClient]) -> None:
        """Use a function that gives a client of a Region."""
        self._client_in = client_in

    def describe(self, instance_arn: str) -> Instance | None:
        """The instance. None if there is none."""
        client, instance_id = self._of(instance_arn)
        with suppress(ResourceNotFoundError), service_call("DescribeInstance", instance_arn):
            return Instance.from_answer(client.describe_instance(InstanceId=instance_id))
        return None

    def replicate(self, instance_arn: str, replica_region: str, replica_alias: str, token: str) -> None:
        """Request a replica, which exists some time later. A call with the same token requests the same replica.

        Raises:
            ReplicationRefusedError: the instance can't be replicated, or another call has replicated it.
            NotReadyError: the instance can't be replicated yet.
        """
        client, instance_id = self._of(instance_arn)
        alias = {"ReplicaAlias": replica_alias} if replica_alias else {}
        with (
            service_call("ReplicateInstance", f"{instance_arn} to {replica_region}"),
            raising(ReplicationRefusedError, "InvalidRequestException", "ResourceConflictException"),
            raising(NotReadyError, "ResourceNotReadyException"),
        ):
            client.replicate_instance(InstanceId=instance_id, ReplicaRegion=replica_region, ClientToken=token, **alias)

    def tags(self, instance_arn: str) -> dict[str, str]:
        """The tags of an instance; empty where the instance does not exist."""
        client, _ = self._of(instance_arn)
        with suppress(ResourceNotFoundError), service_call("ListTagsForResource", instance_arn):
            return client.list_tags_for_resource(resourceArn=instance_arn)["tags"]
        return {}

    def tag(self, instance_arn: str, tags: Mapping[str, str]) -> None:
        """Put tags on an instance. One that the service does not find yet stays without."""
        client, _ = self._of(instance_arn)
        with suppress(ResourceNotFoundError), service_call("TagResource", instance_arn):
            client.tag_resource(resourceArn=instance_arn, tags=dict(tags))

    def groups_being_deleted(self, instance_arn: str) -> list[str]:
        """The names of the instance's traffic distribution groups that are PENDING_DELETION."""
        client, instance_id = self._of(instance_arn)
        pages = client.get_paginator("list_traffic_distribution_groups").paginate(InstanceId=instance_id)
        with service_call("ListTrafficDistributionGroups", instance_arn):
            groups = [group for page in pages for group in page["TrafficDistributionGroupSummaryList"]]
        return [group["Name"] for group in groups if group["Status"] == "PENDING_DELETION"]

    def delete(self, instance_arn: str, token: str) -> None:
        """Delete an instance. One that is gone already is no error."""
        client, instance_id = self._of(instance_arn)
        with suppress(ResourceNotFoundError), service_call("DeleteInstance", instance_arn):
            client.delete_instance(InstanceId=instance_id, ClientToken=token)

    def _of(self, instance_arn: str) -> tuple[ConnectClient, str]:
        """The client of the instance's Region, and the instance's id."""
        arn = ConnectArn.parse(instance_arn)
        return self._client_in(arn.region), arn.resource.partition("/")[2]
