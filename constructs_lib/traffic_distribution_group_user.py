"""A user of a traffic distribution group."""

from __future__ import annotations

from aws_cdk import Fn, RemovalPolicy, Resource, Stack
from aws_cdk.interfaces.aws_connect import ITrafficDistributionGroupRef, IUserRef
from constructs import Construct

from .phone_number_provider import PhoneNumberProvider
from .private.custom_resource import custom_resource
from .private.environment import Environment, construct_path
from .private.phone_number_claim import PhoneNumberTarget
from .validation.claim_rules import removal_policy_findings
from .validation.distribution_rules import group_findings, user_findings
from .validation.finding import raise_findings
from .validation.provider_rules import provider_findings

RESOURCE_TYPE = "Custom::ConnectTrafficDistributionGroupUser"


class TrafficDistributionGroupUser(Resource):
    """A user's association with a traffic distribution group. CloudFormation has no type for it.

    The association lets an agent sign in to both Regions of the group. Amazon Connect mirrors a new user to the replica
    within 30 minutes, and the deployment waits for this.
    https://docs.aws.amazon.com/connect/latest/adminguide/associate-agents-across-regions.html
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        traffic_distribution_group: ITrafficDistributionGroupRef | str,
        user: IUserRef | str,
        removal_policy: RemovalPolicy = RemovalPolicy.DESTROY,
        provider: PhoneNumberProvider | None = None,
    ) -> None:
        """Declare the association.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            traffic_distribution_group: the group, or its ARN, created in the stack's Region.
            user: a user of the group's instance, or its ARN.
            removal_policy: `DESTROY` ends the association, even if it existed before the construct; `RETAIN` and
                `RETAIN_ON_UPDATE_OR_DELETE` keep it. Default: `DESTROY`.
            provider: a provider in the same account and Region. Default: the stack's own provider.

        Raises:
            PhoneNumberValidationError: an argument is known to be wrong; nothing was added to the construct tree.
        """
        group_arn, stack = PhoneNumberTarget.of(traffic_distribution_group).arn, Stack.of(scope)
        user_arn = user.user_ref.user_arn if hasattr(user, "user_ref") else user
        environment = Environment.of(stack)
        findings = group_findings(group_arn, environment) + user_findings(user_arn, environment)
        findings += removal_policy_findings(removal_policy) + provider_findings(provider, stack)
        raise_findings(construct_path(scope, id), findings)
        super().__init__(scope, id)
        provider = provider or PhoneNumberProvider.of_stack(self)
        instance_id = Fn.select(1, Fn.split("/", user_arn))
        instance_arn = stack.format_arn(service="connect", resource="instance", resource_name=instance_id)
        self._resource = custom_resource(
            self,
            resource_type=RESOURCE_TYPE,
            service_token=provider.service_token,
            properties={"TrafficDistributionGroupArn": group_arn, "UserArn": user_arn},
            removal_policy=removal_policy,
            permissions=provider.allow_group_user(Stack.of(self), group_arn, user_arn, instance_arn),
        )

    @property
    def user_arn(self) -> str:
        """ARN of the user, once the user is associated with the group."""
        return self._resource.get_att("UserArn").to_string()

    @property
    def traffic_distribution_group_arn(self) -> str:
        """ARN of the group, once the user is associated with it."""
        return self._resource.get_att("TrafficDistributionGroupArn").to_string()
