"""A provider's permissions to distribute traffic.

CloudFormation changes a policy before it deletes the resources that the template no longer declares. So the actions
that undo a distribution or an association are allowed for the whole account. A policy that allows only the declared
groups would refuse the Delete of a resource that was taken out of the template, or whose group or user was changed.
"""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct, IDependable

from .acknowledged_findings import acknowledge_wildcards
from .iam_actions import ASSOCIATE_USER_ACTIONS, DISASSOCIATE_USER_ACTIONS, DISTRIBUTION_ACTIONS
from .inline_policy_check import StackPolicy

_WILDCARDS = {
    r":traffic-distribution-group/\*$": "A group that the template no longer names gets its distribution back.",
    r":instance/\*$": "A user that the template no longer names is disassociated.",
}


class TrafficDistributionPermissions(StackPolicy):
    """The policy of a provider's role for the traffic distributions, and the groups' users, of one stack."""

    NAME = "ConnectTrafficDistributions"

    def __init__(self, scope: Construct, id: str, *, role: iam.IRole, after: IDependable) -> None:
        super().__init__(scope, id, role=role, after=after)
        # A group keeps the Region of its instance in its ARN, whichever Region uses it.
        self._groups = self._any_of("traffic-distribution-group")
        self._instances = self._any_of("instance")
        self._allowed: set[tuple[str, ...]] = set()
        acknowledge_wildcards(self, _WILDCARDS)

    def allow_distribution(self) -> None:
        """Allow to change the distribution of groups."""
        self._allow(DISTRIBUTION_ACTIONS, self._groups)

    def allow_user(self, group_arn: str, user_arn: str, instance_arn: str) -> None:
        """Allow to associate a user of an instance with a group, and to disassociate any."""
        self._allow(ASSOCIATE_USER_ACTIONS, group_arn, instance_arn, user_arn)
        # An asterisk stands for slashes, too: for an instance's users, `instance/<id>/agent/<id>`.
        self._allow(DISASSOCIATE_USER_ACTIONS, self._groups, self._instances)

    def _allow(self, actions: tuple[str, ...], *resources: str) -> None:
        if (*actions, *resources) not in self._allowed:
            self._allowed.add((*actions, *resources))
            self.add_statements(iam.PolicyStatement(actions=list(actions), resources=list(resources)))

    def _any_of(self, resource: str) -> str:
        return Stack.of(self).format_arn(service="connect", region="*", resource=resource, resource_name="*")
