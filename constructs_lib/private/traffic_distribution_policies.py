"""A provider's permissions to distribute traffic."""

from __future__ import annotations

from aws_cdk import aws_iam as iam

from .iam_actions import DISTRIBUTION_ACTIONS, GROUP_USER_ACTIONS
from .inline_policy_check import StackPolicy


class TrafficDistributionPermissions(StackPolicy):
    """The policy of a provider's role for the traffic distributions, and the groups' users, of one stack."""

    NAME = "ConnectTrafficDistributions"

    def allow_distribution(self, group_arn: str) -> None:
        """Allow to change a group's distribution. The group has the same ARN in the replica's Region."""
        self._allow(DISTRIBUTION_ACTIONS, group_arn)

    def allow_user(self, group_arn: str, user_arn: str, instance_arn: str) -> None:
        """Allow to associate a user of an instance with a group."""
        self._allow(GROUP_USER_ACTIONS, group_arn, instance_arn, user_arn)

    def _allow(self, actions: tuple[str, ...], *resources: str) -> None:
        self.add_statements(iam.PolicyStatement(actions=list(actions), resources=list(resources)))
