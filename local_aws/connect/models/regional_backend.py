"""What the operations of one account and Region build on."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from ..exceptions import InvalidParameterException, ResourceNotFoundException
from .arns import INSTANCE, TRAFFIC_DISTRIBUTION_GROUP, ConnectArn, parse_arn
from .instance_backend import ConnectBackend as InstanceBackend
from .instance_backend import Instance
from .replication import Replication
from .state import ConnectState, connect_state
from .traffic_distribution_group import TrafficDistributionGroup


class RegionalBackend(InstanceBackend):
    """moto's instances, and how to find things from this Region."""

    @property
    def state(self) -> ConnectState:
        """What all Regions share."""
        return connect_state()

    @property
    def now(self) -> float:
        """Seconds since the epoch."""
        return self.state.clock.now()

    def trailed(
        self, event_name: str, request: Mapping[str, Any], call: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        """Make a call that CloudTrail gets to know. Here, it is only made: a subclass may write it down."""
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

        return cast(RegionalBackend, connect_backends[self.account_id][region_name])

    def replication_of(self, instance_id: str) -> Replication | None:
        """The replication that the instance is the source or the replica of."""
        for replication in self.state.replications:
            if (replication.account_id, replication.instance_id) == (self.account_id, instance_id):
                return replication
        return None

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
