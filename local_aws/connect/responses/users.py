"""Answers about users, and about those of traffic distribution groups."""

# ruff: noqa: D102 -- each method is the operation of that name, which the service's model documents

from moto.core.responses import ActionResult

from ..models.users import NewUser
from .checked_answer import CheckedAnswer
from .regional_response import RegionalResponse

_ANSWERED = ("IdentityInfo", "PhoneConfig", "DirectoryUserId", "SecurityProfileIds", "RoutingProfileId", "Tags")
"""Of CreateUser's parameters, those that DescribeUser answers."""


class UserResponses(RegionalResponse):
    """One method per operation."""

    def create_user(self) -> ActionResult:
        details = {name: self.params[name] for name in _ANSWERED if name in self.params}
        user = self.backend.create_user(NewUser(self.params["InstanceId"], self.params["Username"], details))
        return CheckedAnswer({"UserId": user.arn.resource_id, "UserArn": str(user.arn)})

    def describe_user(self) -> ActionResult:
        return CheckedAnswer(
            {"User": self.backend.find_user(self.params["InstanceId"], self.params["UserId"]).detail()}
        )

    def list_users(self) -> ActionResult:
        page = self.backend.list_users(
            self.params["InstanceId"], self.params.get("MaxResults"), self.params.get("NextToken")
        )
        return self.page_answer("UserSummaryList", [user.summary() for user in page.items], page.next_token)

    def delete_user(self) -> ActionResult:
        self.backend.delete_user(self.params["InstanceId"], self.params["UserId"])
        return CheckedAnswer({})

    def associate_traffic_distribution_group_user(self) -> ActionResult:
        self.backend.associate_traffic_distribution_group_user(*self._group_user())
        return CheckedAnswer({})

    def disassociate_traffic_distribution_group_user(self) -> ActionResult:
        self.backend.disassociate_traffic_distribution_group_user(*self._group_user())
        return CheckedAnswer({})

    def list_traffic_distribution_group_users(self) -> ActionResult:
        page = self.backend.list_traffic_distribution_group_users(
            self.params["TrafficDistributionGroupId"], self.params.get("MaxResults"), self.params.get("NextToken")
        )
        users = [{"UserId": user_id} for user_id in page.items]
        return self.page_answer("TrafficDistributionGroupUserSummaryList", users, page.next_token)

    def _group_user(self) -> tuple[str, str, str]:
        return self.params["TrafficDistributionGroupId"], self.params["UserId"], self.params["InstanceId"]
