"""How a traffic distribution group distributes calls and agents between its Regions."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import RemovalPolicy, Resource, Stack
from aws_cdk.interfaces.aws_connect import ITrafficDistributionGroupRef
from constructs import Construct

from .phone_number_provider import PhoneNumberProvider
from .private.connect_arn import region_of
from .private.custom_resource import custom_resource
from .private.environment import Environment, construct_path
from .private.phone_number_claim import PhoneNumberTarget
from .private.tokens import is_token
from .validation.claim_rules import removal_policy_findings
from .validation.distribution_rules import distribution_findings, group_findings
from .validation.finding import raise_findings
from .validation.provider_rules import provider_findings

RESOURCE_TYPE = "Custom::ConnectTrafficDistribution"


class TrafficDistribution(Resource):
    """The traffic distribution of a group. CloudFormation has no type for it.

    A group has one distribution, so give it one construct. A deployment sets the distribution of the new template, and
    its rollback the distribution of the old one. If you have shifted calls by hand, change the template before you
    deploy.
    https://docs.aws.amazon.com/connect/latest/adminguide/update-telephony-traffic-distribution.html
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        traffic_distribution_group: ITrafficDistributionGroupRef | str,
        telephony_config: Mapping[str, int],
        agent_config: Mapping[str, int] | None = None,
        sign_in_config: Mapping[str, bool] | None = None,
        removal_policy: RemovalPolicy = RemovalPolicy.DESTROY,
        provider: PhoneNumberProvider | None = None,
    ) -> None:
        """Declare the distribution.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            traffic_distribution_group: the group, or its ARN, created in the stack's Region.
            telephony_config: the percentage of calls for each of the two Regions, in steps of 10; 100 together.
            agent_config: the percentage of agents for each of the two Regions, likewise. A Region without agents
                answers no calls. Default: the group keeps its percentages of agents.
            sign_in_config: whether agents may sign in, for each Region; only for a default group. Default: the group
                keeps its setting.
            removal_policy: `DESTROY` restores the distribution from before the construct, unless somebody has changed
                it since; `RETAIN` and `RETAIN_ON_UPDATE_OR_DELETE` keep the distribution. Default: `DESTROY`.
            provider: a provider in the same account and Region. Default: the stack's own provider.

        Raises:
            PhoneNumberValidationError: an argument is known to be wrong; nothing was added to the construct tree.
        """
        arn, stack = PhoneNumberTarget.of(traffic_distribution_group).arn, Stack.of(scope)
        home = region_of(traffic_distribution_group, arn) or stack.region
        findings = group_findings(arn, Environment.of(stack))
        findings += distribution_findings(
            telephony_config, agent_config, sign_in_config, None if is_token(home) else home
        )
        findings += removal_policy_findings(removal_policy) + provider_findings(provider, stack)
        raise_findings(construct_path(scope, id), findings)
        super().__init__(scope, id)
        provider = provider or PhoneNumberProvider.of_stack(self)
        properties = {"TelephonyConfig": _config("Percentage", telephony_config)}
        if agent_config is not None:
            properties["AgentConfig"] = _config("Percentage", agent_config)
        if sign_in_config is not None:
            properties["SignInConfig"] = _config("Enabled", sign_in_config)
        self._resource = custom_resource(
            self,
            resource_type=RESOURCE_TYPE,
            service_token=provider.service_token,
            properties={"TrafficDistributionGroupArn": arn, **properties},
            removal_policy=removal_policy,
            permissions=provider.allow_distribution(Stack.of(self)),
        )

    @property
    def traffic_distribution_group_arn(self) -> str:
        """ARN of the group, once its traffic is distributed as declared."""
        return self._resource.get_att("TrafficDistributionGroupArn").to_string()


def _config(member: str, shares: Mapping[str, int]) -> dict[str, list[dict[str, str]]]:
    # CloudFormation would turn numbers and booleans into text.
    return {"Distributions": [{"Region": region, member: str(share).lower()} for region, share in shares.items()]}
