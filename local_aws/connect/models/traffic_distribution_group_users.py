"""Which users take calls in both Regions of a traffic distribution group.

Source: administrator guide, "Associate agents to instances across multiple AWS Regions".
"""

from ..exceptions import InvalidRequestException, ResourceNotFoundException
from .pages import Page, page_of
from .traffic_distribution_group import ACTIVE, TrafficDistributionGroup
from .users import Users

MOST_ON_A_PAGE = 10


class TrafficDistributionGroupUsers(Users):
    """Associations of users; the service takes them in the group's home Region alone."""

    def associate_traffic_distribution_group_user(self, id_or_arn: str, user_id: str, instance_id: str) -> None:
        """Associate a user; one that is associated already stays so.

        Raises ResourceNotFoundException for a group that is not ACTIVE or of another Region and a user that the source
        instance does not have, InvalidRequestException for a user whom the replica does not have yet.
        """
        group = self._group_at_home(id_or_arn, instance_id)
        if group.status(self.now) != ACTIVE:
            raise ResourceNotFoundException(f"{group.arn} is {group.status(self.now)}, not {ACTIVE}")
        user = self.find_user(instance_id, user_id)
        if not any(
            other.username == user.username and other.arn.region_name == group.replica_region_name
            for other in self.state.users.values()
            if other.arn.parent_id == instance_id
        ):
            raise InvalidRequestException(
                f"The user {user.username} is not in {group.replica_region_name}, the other Region of {group.arn}"
            )
        group.user_ids.add(user.arn.resource_id)

    def disassociate_traffic_distribution_group_user(self, id_or_arn: str, user_id: str, instance_id: str) -> None:
        """End a user's association; one that has none is no error. ResourceNotFoundException for the group or user."""
        group = self._group_at_home(id_or_arn, instance_id)
        group.user_ids.discard(self.find_user(instance_id, user_id).arn.resource_id)

    def list_traffic_distribution_group_users(
        self, id_or_arn: str, max_results: int | None, next_token: str | None
    ) -> Page[str]:
        """A page of the ids of a group's users."""
        user_ids = sorted(self.find_group(id_or_arn).user_ids)
        size = min(max_results or MOST_ON_A_PAGE, MOST_ON_A_PAGE)
        return page_of(user_ids, lambda user_id: user_id, size, next_token, InvalidRequestException)

    def _group_at_home(self, id_or_arn: str, instance_id: str) -> TrafficDistributionGroup:
        group = self.find_group(id_or_arn)
        if group.arn.region_name != self.region_name:
            raise ResourceNotFoundException(f"{group.arn} was created in {group.arn.region_name}: call that endpoint")
        if group.instance.resource_id != instance_id:
            raise InvalidRequestException(f"{group.arn} belongs to {group.instance}, not to instance {instance_id}")
        return group
