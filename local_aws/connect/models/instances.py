"""Instances: replication, and what keeps one from being deleted."""

import copy
from dataclasses import dataclass, replace
from typing import Any

from ..exceptions import (
    ConnectError,
    InvalidRequestException,
    ResourceConflictException,
    ResourceNotFoundException,
    ResourceNotReadyException,
)
from .arns import INSTANCE, parse_arn
from .contact_flows import ContactFlows
from .instance_backend import Instance
from .phone_number import PhoneNumber
from .replication import REPLICA_REGION_NAMES, Replication
from .traffic_distribution_group import CREATION_FAILED, CREATION_IN_PROGRESS, TrafficDistributionGroup
from .traffic_distribution_group_users import TrafficDistributionGroupUsers
from .traffic_distribution_groups import NewGroup, TrafficDistributionGroups

_NOT_CREATED = "The instance could not be created"
_NO_MANAGED_KEY = "The Region of the replica has no AWS managed key of Amazon Connect"


@dataclass(frozen=True)
class ReplicaRequest:
    """ReplicateInstance's parameters; `instance_id` may be an ARN."""

    instance_id: str
    replica_region_name: str
    replica_alias: str | None = None


class Instances(TrafficDistributionGroups, TrafficDistributionGroupUsers, ContactFlows):
    """Instances of this Region and their replicas."""

    def replicate_instance(self, request: ReplicaRequest, token: str | None) -> dict[str, Any]:
        """Id and Arn of the replica, which has the source's id, flows and a default traffic distribution group.

        Raises ResourceNotFoundException; InvalidRequestException for a Region that is not the source's pair, without
        SAML or an alias, and, unless the settings say otherwise, for an instance that is replicated already or not
        ACTIVE and an alias that is taken.
        """
        key = (self.account_id, self.region_name, "ReplicateInstance", token)
        return self.state.tokens.once(key, vars(request), lambda: self._replicate(request))

    def create_instance(self, *args: Any, **kwargs: Any) -> dict[str, str]:  # noqa: ANN401 - as moto has them
        """Id and Arn of an instance that becomes ACTIVE, or CREATION_FAILED, after `instance_creation_seconds`."""
        created = super().create_instance(*args, **kwargs)
        self.state.ready_at[created["Arn"]] = self.now + self.state.settings.instance_creation_seconds
        if self.state.instance_creation_fails():
            self.instances[created["Id"]].instance_status = CREATION_FAILED
        return created

    def describe_instance(self, instance_id: str) -> dict[str, Any]:
        """DescribeInstance's Instance."""
        described = super().describe_instance(instance_id)
        if not self.state.is_ready(described["Arn"]):
            described["InstanceStatus"] = CREATION_IN_PROGRESS
        elif described["InstanceStatus"] == CREATION_FAILED:
            described["StatusReason"] = {"Message": _NOT_CREATED}
        return described

    def replication_configuration(self, instance_id: str) -> dict[str, Any] | None:
        """DescribeInstance's ReplicationConfiguration; None for an instance without a replica."""
        replication = self.replication_of(instance_id)
        return replication.configuration(self.now) if replication else None

    def delete_instance(self, instance_id: str) -> None:
        """Delete the instance with its flows, queues and hours of operation.

        InvalidRequestException while numbers, groups or a replica need it.
        """
        instance = self._get_instance_or_raise(instance_id)
        self._require_unused(instance)
        replication = self.replication_of(instance_id)
        if replication is not None:
            self.state.replications.remove(replication)
        groups = self.state.groups()
        for group in [group for group in groups.values() if group.instance.resource_id == instance_id]:
            self._empty(group)
            del groups[str(group.arn)]
        state = self.state
        parts: tuple[dict[str, Any], ...] = (state.flows, state.queues, state.hours_of_operations, state.users)
        for of_instances in parts:
            for arn in [arn for arn in of_instances if arn.startswith(f"{instance.arn}/")]:
                del of_instances[arn]
        # A replica that is made anew has the same ARN.
        self.tagger.delete_all_tags_for_resource(str(instance.arn))
        super().delete_instance(instance_id)

    def _require_unused(self, instance: Instance) -> None:
        numbers = [n.number.phone_number for n in self.state.numbers().values() if self._needs(instance, n)]
        if numbers:
            raise InvalidRequestException(f"{instance.arn} still has phone numbers: {', '.join(sorted(numbers))}")
        groups = self.state.groups().values()
        names = [g.name for g in groups if g.instance.resource_id == instance.id and not g.is_default]
        if names:
            raise InvalidRequestException(f"{instance.arn} still has traffic distribution groups: {', '.join(names)}")
        replication = self.replication_of(instance.id)
        if replication is not None and replication.source_region_name == self.region_name:
            raise InvalidRequestException(f"{instance.arn} has a replica in {replication.replica_region_name}")

    def _needs(self, instance: Instance, number: PhoneNumber) -> bool:
        """Whether a number keeps the instance; a replica, those of the groups, with or without the default one."""
        if number.instance_arn == instance.arn:
            return True
        group = self.state.groups().get(str(number.target))
        if group is None or group.instance.resource_id != instance.id:
            return False
        return not group.is_default or self.state.settings.default_group_keeps_replica

    def _empty(self, group: TrafficDistributionGroup) -> None:
        for number in self.state.numbers().values():
            if number.target == group.arn:
                number.target = group.instance
                number.lead_to(group.replica_region_name, None, self.now)

    def _replicate(self, request: ReplicaRequest) -> dict[str, Any]:
        instance = self._source_instance(request)
        replica = copy.copy(instance)
        region_name = request.replica_region_name
        replica.arn = str(replace(self.arn(INSTANCE, instance.id), region_name=region_name))
        replica.instance_alias = request.replica_alias or f"{instance.instance_alias or instance.id}-replica"
        replica.instance_access_url = f"https://{replica.instance_alias}.my.connect.aws"
        self.backend_of(region_name).instances[replica.id] = replica
        failure = _NO_MANAGED_KEY if self.state.settings.replica_lacks_managed_key else None
        settles_at = self.state.settled_at()
        replication = Replication(self.account_id, instance.id, self.region_name, region_name, settles_at, failure)
        self.state.replications.append(replication)
        self._copy(instance.id, region_name)
        group = self.add_group(NewGroup(f"default-{instance.id}", instance.id), replication, is_default=True)
        if self.state.settings.replication_moves_numbers:
            self._fill(group)
        return {"Id": replica.id, "Arn": replica.arn}

    def _fill(self, group: TrafficDistributionGroup) -> None:
        """Add the instance's numbers that are in no group; they keep their flows."""
        for number in self.state.numbers().values():
            if number.target == group.instance:
                number.target = group.arn
                self.mirror_association(number)

    def _source_instance(self, request: ReplicaRequest) -> Instance:
        arn = parse_arn(request.instance_id)
        if arn and (arn.region_name, arn.account_id) != (self.region_name, self.account_id):
            raise ResourceNotFoundException(f"Instance not found in {self.region_name}: {request.instance_id}")
        instance = self._get_instance_or_raise(arn.resource_id if arn else request.instance_id)
        pair = REPLICA_REGION_NAMES.get(self.region_name)
        if request.replica_region_name != pair:
            raise InvalidRequestException(
                f"An instance of {self.region_name} can be replicated to {pair or 'no Region'}, "
                f"not to {request.replica_region_name}"
            )
        if self.state.settings.replication_needs_saml and instance.identity_management_type != "SAML":
            raise InvalidRequestException(
                f"Only SAML instances can be replicated; {instance.arn} is {instance.identity_management_type}"
            )
        if self.state.settings.replication_needs_alias and not instance.instance_alias:
            raise InvalidRequestException(f"Only instances with an alias can be replicated; {instance.arn} has none")
        if instance.instance_status != "ACTIVE":
            raise self._refusal(ResourceNotReadyException)(f"{instance.arn} is {instance.instance_status}, not ACTIVE")
        if self.replication_of(instance.id) is not None:
            raise self._refusal(ResourceConflictException)(f"{instance.arn} already has a replica or is one")
        self._require_free_alias(request)
        return instance

    def _require_free_alias(self, request: ReplicaRequest) -> None:
        alias = request.replica_alias
        for region_name in (self.region_name, request.replica_region_name):
            taken = {instance.instance_alias for instance in self.backend_of(region_name).instances.values()}
            if alias is not None and alias in taken:
                raise self._refusal(ResourceConflictException)(f"An instance has that alias: {alias}")

    def _refusal(self, modelled: type[ConnectError]) -> type[ConnectError]:
        return InvalidRequestException if self.state.settings.replication_refusals_are_invalid_requests else modelled

    def _copy(self, instance_id: str, region_name: str) -> None:
        for flow in self._flows_of(instance_id):
            twin = replace(flow, arn=replace(flow.arn, region_name=region_name), tags=dict(flow.tags))
            self.state.flows[str(twin.arn)] = twin
        for user in self._users_of(instance_id):
            copied = replace(user, arn=replace(user.arn, region_name=region_name))
            self.state.users[str(copied.arn)] = copied
