"""A phone number claimed to a traffic distribution group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aws_cdk import Annotations, RemovalPolicy, Stack
from aws_cdk.interfaces.aws_connect import IContactFlowRef, ITrafficDistributionGroupRef
from constructs import Construct

from .owned_phone_number import OwnedPhoneNumber
from .phone_number_provider import PhoneNumberProvider
from .phone_number_search import PhoneNumberSearch
from .private.advice import tdg_advice
from .private.connect_arn import region_of
from .private.group_contact_flows import GroupContactFlows
from .private.phone_number_claim import PhoneNumberClaim, PhoneNumberTarget
from .release_policy import ReleasePolicy
from .validation.tdg_rules import tdg_findings


class TdgPhoneNumber(OwnedPhoneNumber):
    """A phone number of a traffic distribution group, which calls reach in both of the group's Regions.

    The number is claimed once the group is ACTIVE, in the Region where the group was created. The deployment waits
    until each given flow is associated in its Region. Everything else is as with a `ClaimedPhoneNumber`.
    https://docs.aws.amazon.com/connect/latest/adminguide/claim-phone-numbers-traffic-distribution-groups.html
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        traffic_distribution_group: ITrafficDistributionGroupRef | str,
        phone_number: str | None = None,
        search: PhoneNumberSearch | None = None,
        contact_flows: Sequence[IContactFlowRef | str] = (),
        contact_flows_mirrored: bool = True,
        description: str | None = None,
        tags: Mapping[str, str] | None = None,
        release_policy: ReleasePolicy = ReleasePolicy.RELEASE_WITHIN_BUDGET,
        take_parked: bool = True,
        removal_policy: RemovalPolicy = RemovalPolicy.DESTROY,
        provider: PhoneNumberProvider | None = None,
    ) -> None:
        """Declare the number. Give exactly one of `phone_number` and `search`.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            traffic_distribution_group: the group that the number is claimed to, or its ARN. It was created in the
                stack's Region. A group of the same app is deleted after its numbers.
            phone_number: this exact number, in E.164, for example `+12065550100`.
            search: any available number of a country and type.
            contact_flows: the flow that calls enter, or its ARN. Amazon Connect mirrors it to the other Region within
                30 minutes. To wait for both Regions, also give `ReplicatedInstance.contact_flow_arn(flow)`, the same
                flow in the other Region. Default: none, calls are not answered.
            contact_flows_mirrored: whether Amazon Connect mirrors the instance's flows. False: the number has a flow of
                its own in each Region. True: two different flows are refused, because the later one would overwrite the
                other. Default: True.
            description: at most 500 characters. Default: none.
            tags: at most 47, with those that `Tags.of` adds. Default: those that `Tags.of` adds.
            release_policy: whether the removed number is released or parked. Default: it is released while the claims
                and releases of the last 180 days allow that, and parked otherwise.
            take_parked: whether a parked number that fits is taken, instead of claiming another. Default: yes.
            removal_policy: `DESTROY` releases the number, and nobody can claim it for up to 180 days;
                `RETAIN_ON_UPDATE_OR_DELETE` keeps it, unless the create fails; `RETAIN` keeps it always.
                Default: `DESTROY`.
            provider: a provider in the same account and Region. Default: the stack's own provider.

        Raises:
            PhoneNumberValidationError: an argument is known to be wrong. The error names all mistakes, and nothing was
                added to the construct tree.
        """
        target = PhoneNumberTarget.of(traffic_distribution_group)
        flows = GroupContactFlows.of(contact_flows, are_mirrored=contact_flows_mirrored)
        claim = PhoneNumberClaim(
            target=target,
            phone_number=phone_number,
            search=search,
            description=description,
            tags={} if tags is None else tags,
            contact_flow_arns=flows.arns,
            release_policy=release_policy,
            take_parked=take_parked,
            contact_flows_mirrored=contact_flows_mirrored,
        )
        home_region = region_of(traffic_distribution_group, target.arn)
        super().__init__(
            scope,
            id,
            claim=claim,
            removal_policy=removal_policy,
            provider=provider,
            findings=tdg_findings(target, home_region, flows, Stack.of(scope)),
        )
        for warning, advice in tdg_advice(Stack.of(self).region, flows):
            Annotations.of(self).add_warning_v2(warning, advice)
