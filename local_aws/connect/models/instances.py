"""Instances: replication, and what keeps one from being deleted."""

import copy
from dataclasses import dataclass, replace
from typing import Any

from ..exceptions import (
    InvalidRequestException,
    ResourceConflictException,
    ResourceNotFoundException,
    ResourceNotReadyException,
)
from .arns import INSTANCE, parse_arn
from .contact_flow import ContactFlow
from .instance_backend import Instance
from .replication import REPLICA_REGION_NAMES, Replication
from .traffic_distribution_groups import NewGroup, TrafficDistributionGroups


@dataclass(frozen=True)
class ReplicaRequest:
    """ReplicateInstance's parameters; `instance_id` may be an ARN."""

    instance_id: str
    replica_region_name: str
    replica_alias: str | None = None


class Instances(TrafficDistributionGroups):
    """Instances of this Region and their replicas."""

    def replicate_instance(self, request: ReplicaRequest, token: str | None) -> dict[str, Any]:
        """Id and Arn of the replica, which has the source's id, flows and a default traffic distribution group.

        Raises InvalidRequestException for a Region that is not the source's pair or an instance that is itself a
        replica, ResourceConflictException for one already replicated or an alias already taken,
        ResourceNotReadyException for one that is not ACTIVE, ResourceNotFoundException.
        """
        key = (self.account_id, self.region_name, "ReplicateInstance", token)
        return self.state.tokens.once(key, vars(request), lambda: self._replicate(request))

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
        for arn in [arn for arn, group in groups.items() if group.instance.resource_id == instance_id]:
            del groups[arn]
        parts: tuple[dict[str, Any], ...] = (self.state.flows, self.state.queues, self.state.hours_of_operations)
        for of_instances in parts:
            for arn in [arn for arn in of_instances if arn.startswith(f"{instance.arn}/")]:
                del of_instances[arn]
        super().delete_instance(instance_id)

    def _require_unused(self, instance: Instance) -> None:
        numbers = [
            n.number.phone_number for n in self.state.numbers().values() if self._needs(instance, n.instance_arn)
        ]
        if numbers:
            raise InvalidRequestException(f"{instance.arn} still has phone numbers: {', '.join(sorted(numbers))}")
        groups = self.state.groups().values()
        names = [g.name for g in groups if g.instance.resource_id == instance.id and not g.is_default]
        if names:
            raise InvalidRequestException(f"{instance.arn} still has traffic distribution groups: {', '.join(names)}")
        replication = self.replication_of(instance.id)
        if replication is not None and replication.source_region_name == self.region_name:
            raise InvalidRequestException(f"{instance.arn} has a replica in {replication.replica_region_name}")

    def _needs(self, instance: Instance, instance_arn: str) -> bool:
        arn = parse_arn(instance_arn)
        return instance_arn == instance.arn or (
            arn is not None and arn.resource_id == instance.id and self.replication_of(instance.id) is not None
        )

    def _replicate(self, request: ReplicaRequest) -> dict[str, Any]:
        instance = self._source_instance(request)
        replica = copy.copy(instance)
        region_name = request.replica_region_name
        replica.arn = str(replace(self.arn(INSTANCE, instance.id), region_name=region_name))
        replica.instance_alias = request.replica_alias or f"{instance.instance_alias or instance.id}-replica"
        replica.instance_access_url = f"https://{replica.instance_alias}.my.connect.aws"
        self.backend_of(region_name).instances[replica.id] = replica
        replication = Replication(self.account_id, instance.id, self.region_name, region_name, self.state.settled_at())
        self.state.replications.append(replication)
        self._copy_flows(instance.id, region_name)
        self.add_group(NewGroup(f"default-{instance.id}", instance.id), replication, is_default=True)
        return {"Id": replica.id, "Arn": replica.arn}

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
        if instance.instance_status != "ACTIVE":
            raise ResourceNotReadyException(f"{instance.arn} is {instance.instance_status}, not ACTIVE")
        if self.replication_of(instance.id) is not None:
            raise ResourceConflictException(f"{instance.arn} already has a replica or is one")
        self._require_free_alias(request)
        return instance

    def _require_free_alias(self, request: ReplicaRequest) -> None:
        alias = request.replica_alias
        for region_name in (self.region_name, request.replica_region_name):
            taken = {instance.instance_alias for instance in self.backend_of(region_name).instances.values()}
            if alias is not None and alias in taken:
                raise ResourceConflictException(f"An instance has that alias: {alias}")

    def _copy_flows(self, instance_id: str, region_name: str) -> None:
        originals = [flow for flow in self.state.flows.values() if flow.arn.parent_id == instance_id]
        for flow in originals:
            twin: ContactFlow = replace(flow, arn=replace(flow.arn, region_name=region_name), tags=dict(flow.tags))
            self.state.flows[str(twin.arn)] = twin
