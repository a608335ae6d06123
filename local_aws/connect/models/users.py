"""Users: create, describe, list, delete. Their profiles are not looked at."""

import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from ..exceptions import DuplicateResourceException, ResourceNotFoundException
from .arns import AGENT, parse_arn
from .mirroring import UserChange
from .pages import Page, page_of
from .regional_backend import RegionalBackend
from .user import User

DEFAULT_PAGE = 1000


@dataclass(frozen=True)
class NewUser:
    """CreateUser's parameters; `details` are those that DescribeUser answers as they are."""

    instance_id: str
    username: str
    details: dict[str, Any] = field(default_factory=dict)


class Users(RegionalBackend):
    """Users of the instances of this Region."""

    def create_user(self, request: NewUser) -> User:
        """The new user. Raises DuplicateResourceException, ResourceNotFoundException."""
        self._get_instance_or_raise(request.instance_id)
        if any(user.username == request.username for user in self._users_of(request.instance_id)):
            raise DuplicateResourceException(f"The instance has a user of that name: {request.username}")
        arn = self.arn(AGENT, str(uuid.uuid4()), request.instance_id)
        user = User(arn, request.username, dict(request.details))
        self.state.users[str(arn)] = user
        self._mirror_user(user)
        return user

    def find_user(self, instance_id: str, id_or_arn: str) -> User:
        """The instance's user in this Region; ResourceNotFoundException where there is none."""
        self._get_instance_or_raise(instance_id)
        arn = parse_arn(id_or_arn) or self.arn(AGENT, id_or_arn, instance_id)
        user = self.state.users.get(str(arn))
        if user is None or user not in self._users_of(instance_id):
            raise ResourceNotFoundException(f"User not found on instance {instance_id}: {id_or_arn}")
        return user

    def list_users(self, instance_id: str, max_results: int | None, next_token: str | None) -> Page[User]:
        """A page of the instance's users, by id."""
        self._get_instance_or_raise(instance_id)
        users = sorted(self._users_of(instance_id), key=lambda user: user.arn.resource_id)
        return page_of(users, lambda user: user.arn.resource_id, max_results or DEFAULT_PAGE, next_token)

    def delete_user(self, instance_id: str, user_id: str) -> None:
        """Delete the user, here and from the traffic distribution groups."""
        user = self.find_user(instance_id, user_id)
        del self.state.users[str(user.arn)]
        for group in self.state.groups().values():
            group.user_ids.discard(user.arn.resource_id)
        self._mirror_user(user, is_deleted=True)

    def _users_of(self, instance_id: str) -> list[User]:
        own = (self.region_name, self.account_id, instance_id)
        return [
            user
            for user in self.state.users.values()
            if (user.arn.region_name, user.arn.account_id, user.arn.parent_id) == own
        ]

    def _mirror_user(self, user: User, *, is_deleted: bool = False) -> None:
        region_name = self.mirrored_to(str(user.arn.parent_id))
        if region_name is not None:
            twin = replace(user, arn=replace(user.arn, region_name=region_name))
            self.state.mirror(UserChange(self.state.mirrored_at(), twin, is_deleted))
