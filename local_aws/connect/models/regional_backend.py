"""The base of the operations of one account and Region."""

from collections.abc import Callable, Mapping
from typing import Any

from ..exceptions import InvalidParameterException, ResourceNotFoundException
from .arns import INSTANCE, TRAFFIC_DISTRIBUTION_GROUP, ConnectArn, parse_arn
from .instance_backend import ConnectBackend as InstanceBackend
from .instance_backend import Instance
from .mirroring import AssociationChange
from .phone_number import PhoneNumber
from .replication import Replication
from .state import ConnectState, connect_state
from .traffic_distribution_group import TrafficDistributionGroup


class RegionalBackend(InstanceBackend):
    """moto's instances, and how to find things from this Region."""

    @property
    def state(self) -> ConnectState:
        """The state that all Regions share."""
        return connect_state()

    @property
    def now(self) -> float:
        """Seconds since the epoch."""
        return self.state.clock.now()

    def trailed(
        self, event_name: str, request: Mapping[str, Any], call: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        """Make a call that CloudTrail records. A subclass may record it; this class only makes it."""
        return call()

    def _get_instance_or_raise(self, instance_id: str) -> Instance:
        if instance_id not in self.instances:
            raise ResourceNotFoundException(f"Instance not found in {self.region_name}: {instance_id}")
        return self.instances[instance_id]

    def arn(self, resource_type: str, resource_id: str, parent_id: str | None = None) -> ConnectArn:
        """The ARN of something in this account and Region."""
        return ConnectArn(self.region_name, self.account_id, resource_type, resource_id, parent_id)

    def backend_of(self, region_name: str) -> "RegionalBackend":
        """The same account's backend of another Region."""
        from . import connect_backends  # noqa: PLC0415 - they are of the class that this is a part of

        return connect_backends[self.account_id][region_name]

    def replication_of(self, instance_id: str) -> Replication | None:
        """The replication that the instance is the source or the replica of."""
        for replication in self.state.replications:
            if (replication.account_id, replication.instance_id) == (self.account_id, instance_id):
                return replication
        return None

    def mirrored_to(self, instance_id: str) -> str | None:
        """The Region that changes of the instance, made in this one, are mirrored to; None where they are not."""
        replication = self.replication_of(instance_id)
        if replication is None or not self.state.settings.mirroring:
            return None
        return replication.other_region_name(self.region_name)

    def mirror_association(self, number: PhoneNumber) -> None:
        """Have a group's number lead to the flow that it leads to here, or to none, in the other Region as well."""
        instance_id = number.instance_arn.rpartition("/")[2]
        region_name = self.mirrored_to(instance_id)
        if region_name is None or number.target.resource_type != TRAFFIC_DISTRIBUTION_GROUP:
            return
        flow_arn = number.flow_arns.get(self.region_name)
        twin = None if flow_arn is None else flow_arn.replace(f":{self.region_name}:", f":{region_name}:", 1)
        change = AssociationChange(self.state.mirrored_at(), self.now, number.phone_number_arn, region_name, twin)
        self.state.mirror(change)

    def find_group(self, id_or_arn: str) -> TrafficDistributionGroup:
        """The group by id (in the Region it was created in) or ARN (in both); ResourceNotFoundException elsewhere."""
        arn = parse_arn(id_or_arn) or self.arn(TRAFFIC_DISTRIBUTION_GROUP, id_or_arn)
        group = self.state.groups().get(str(arn))
        if group is None or arn.account_id != self.account_id or self.region_name not in group.region_names():
            raise ResourceNotFoundException(f"Traffic distribution group not found in {self.region_name}: {id_or_arn}")
        return group

    def parse_target(self, target_arn: str | None, instance_id: str | None) -> ConnectArn:
        """The instance or group that a request names; InvalidParameterException unless it names exactly one."""
        if (target_arn is None) == (instance_id is None):
            raise InvalidParameterException("Give either TargetArn or InstanceId, and only one of them")
        if instance_id is not None:
            return self.arn(INSTANCE, instance_id)
        target = parse_arn(str(target_arn))
        if target is None or target.resource_type not in (INSTANCE, TRAFFIC_DISTRIBUTION_GROUP):
            raise InvalidParameterException(
                f"TargetArn is not the ARN of an instance or traffic distribution group: {target_arn}"
            )
        return target
