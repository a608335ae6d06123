"""Traffic distribution groups: create, describe, list, delete, distribute."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from ..exceptions import (
    InvalidRequestException,
    ResourceConflictException,
    ResourceInUseException,
    ResourceNotFoundException,
    ResourceNotReadyException,
)
from .arns import INSTANCE, TRAFFIC_DISTRIBUTION_GROUP, parse_arn
from .pages import Page, page_of
from .regional_backend import RegionalBackend
from .replication import Replication
from .traffic_distribution_group import ACTIVE, PENDING_DELETION, UPDATE_IN_PROGRESS, TrafficDistributionGroup

DEFAULT_PAGE = 10


@dataclass(frozen=True)
class NewGroup:
    """CreateTrafficDistributionGroup's parameters; `instance_id` may be an ARN."""

    name: str
    instance_id: str
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)


class TrafficDistributionGroups(RegionalBackend):
    """Groups over an instance and its replica."""

    def create_traffic_distribution_group(self, request: NewGroup, token: str | None) -> dict[str, Any]:
        """Id and Arn of a group that becomes ACTIVE when it has settled.

        Raises ResourceNotFoundException without the instance, InvalidRequestException without a replica,
        ResourceNotReadyException while it is being replicated, ResourceConflictException where the name is taken.
        """
        key = (self.account_id, self.region_name, "CreateTrafficDistributionGroup", token)
        return self.state.tokens.once(key, vars(request), lambda: self._create_group(request))

    def add_group(self, request: NewGroup, replication: Replication, is_default: bool) -> TrafficDistributionGroup:
        """Store a new group of a replicated instance."""
        fails = not is_default and self.state.group_creation_fails()
        group = TrafficDistributionGroup(
            arn=self.arn(TRAFFIC_DISTRIBUTION_GROUP, str(uuid.uuid4())),
            name=request.name,
            instance=self.arn(INSTANCE, replication.instance_id),
            replica_region_name=replication.other_region_name(self.region_name),
            settles_at=self.state.settled_at(),
            description=request.description,
            is_default=is_default,
            creation_fails=fails,
            tags=dict(request.tags),
        )
        group.distribution = initial_distribution(group)
        self.state.groups()[str(group.arn)] = group
        return group

    def list_traffic_distribution_groups(
        self, instance_id: str | None, max_results: int | None, next_token: str | None
    ) -> Page[TrafficDistributionGroup]:
        """A page of the groups that this Region takes part in."""
        groups = [group for group in self.state.groups().values() if self._has_group(group, instance_id)]
        groups.sort(key=lambda group: group.arn.resource_id)
        size = max_results or DEFAULT_PAGE
        return page_of(groups, lambda group: group.arn.resource_id, size, next_token, InvalidRequestException)

    def delete_traffic_distribution_group(self, id_or_arn: str) -> None:
        """Begin the deletion; a group that is not there is deleted already.

        Raises ResourceInUseException while numbers are claimed to it, InvalidRequestException for the default group
        and in the other Region.
        """
        try:
            group = self.find_group(id_or_arn)
        except ResourceNotFoundException:
            return
        if group.is_default or group.arn.region_name != self.region_name:
            raise InvalidRequestException(
                f"{group.arn} cannot be deleted here: only groups that are not the default one, "
                "and in the Region they were created in"
            )
        holding = [n.number.phone_number for n in self.state.numbers().values() if n.is_held and n.target == group.arn]
        if holding:
            message = f"{group.arn} still has phone numbers: {', '.join(sorted(holding))}"
            raise ResourceInUseException(message, "PHONE_NUMBER", str(group.arn))
        group.settling, group.settles_at = PENDING_DELETION, self.state.settled_at()

    def update_traffic_distribution(self, id_or_arn: str, distribution: dict[str, Any]) -> None:
        """Change the shares.

        Raises InvalidRequestException without TelephonyConfig and for shares that are not tens of percents, 100 over
        both Regions, and ResourceConflictException for a group that is not ACTIVE.
        """
        group = self.find_group(id_or_arn)
        if group.status(self.now) != ACTIVE:
            raise ResourceConflictException(f"{group.arn} is {group.status(self.now)}, not {ACTIVE}")
        if "SignInConfig" in distribution and not group.is_default:
            raise InvalidRequestException("SignInConfig can be changed on the default group only")
        if "TelephonyConfig" not in distribution:
            raise InvalidRequestException("TelephonyConfig is missing")
        for config in ("TelephonyConfig", "AgentConfig"):
            if config in distribution:
                _require_shares(distribution[config]["Distributions"], group)
        group.changed_in, group.shown_at = self.region_name, self.now + self.state.settings.distribution_delay_seconds
        group.distribution_before = group.distribution
        group.distribution = group.distribution | distribution
        group.settling, group.settles_at = UPDATE_IN_PROGRESS, self.state.settled_at()
        group.last_failover_time = self.now

    def traffic_distribution(self, id_or_arn: str) -> TrafficDistributionGroup:
        """The group whose distribution is asked for; InvalidRequestException while it is being created or deleted."""
        group = self.find_group(id_or_arn)
        if group.status(self.now) not in (ACTIVE, UPDATE_IN_PROGRESS):
            raise InvalidRequestException(f"{group.arn} is {group.status(self.now)}, not {ACTIVE}")
        return group.shown_in(self.region_name, self.now)

    def _create_group(self, request: NewGroup) -> dict[str, Any]:
        arn = parse_arn(request.instance_id)
        instance_id = arn.resource_id if arn else request.instance_id
        if arn and (arn.region_name, arn.account_id) != (self.region_name, self.account_id):
            raise ResourceNotFoundException(f"Instance not found in {self.region_name}: {request.instance_id}")
        self._get_instance_or_raise(instance_id)
        replication = self.replication_of(instance_id)
        if replication is None:
            raise InvalidRequestException(f"Instance {instance_id} has no replica; call ReplicateInstance first")
        if not replication.is_complete(self.now):
            raise ResourceNotReadyException(f"Instance {instance_id} is still being replicated")
        if any(group.name == request.name for group in self.state.groups().values() if self._has_group(group, None)):
            raise ResourceConflictException(f"A traffic distribution group has that name: {request.name}")
        group = self.add_group(request, replication, is_default=False)
        return {"Id": group.arn.resource_id, "Arn": str(group.arn)}

    def _has_group(self, group: TrafficDistributionGroup, instance_id: str | None) -> bool:
        arn = parse_arn(instance_id) if instance_id else None
        wanted = arn.resource_id if arn else instance_id
        own = group.arn.account_id == self.account_id and self.region_name in group.region_names()
        return own and wanted in (None, group.instance.resource_id)


def initial_distribution(group: TrafficDistributionGroup) -> dict[str, Any]:
    """All traffic in the Region of the group."""
    home, replica = group.region_names()
    shares = [{"Region": home, "Percentage": 100}, {"Region": replica, "Percentage": 0}]
    sign_in = [{"Region": home, "Enabled": True}, {"Region": replica, "Enabled": group.is_default}]
    return {
        "TelephonyConfig": {"Distributions": shares},
        "AgentConfig": {"Distributions": [dict(share) for share in shares]},
        "SignInConfig": {"Distributions": sign_in},
    }


def _require_shares(shares: list[dict[str, Any]], group: TrafficDistributionGroup) -> None:
    regions = sorted(share["Region"] for share in shares)
    percentages = [share["Percentage"] for share in shares]
    if regions != sorted(group.region_names()) or sum(percentages) != 100 or any(p % 10 for p in percentages):
        raise InvalidRequestException(
            f"Distributions must give {' and '.join(group.region_names())} tens of percents, 100 in all; got {shares}"
        )
