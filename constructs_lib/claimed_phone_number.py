"""A phone number claimed by a stack."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import RemovalPolicy
from aws_cdk.interfaces.aws_connect import IContactFlowRef, IInstanceRef, ITrafficDistributionGroupRef
from constructs import Construct

from .adopted_phone_number import AdoptedPhoneNumber
from .owned_phone_number import OwnedPhoneNumber
from .phone_number_base import PhoneNumberBase
from .phone_number_provider import PhoneNumberProvider
from .phone_number_search import PhoneNumberSearch, PhoneNumberType
from .private.connect_arn import contact_flow_arn
from .private.environment import construct_path
from .private.imported_phone_number import ImportedPhoneNumber, PhoneNumberAttributes
from .private.phone_number_claim import PhoneNumberClaim, PhoneNumberTarget
from .release_policy import ReleasePolicy
from .validation.finding import raise_findings
from .validation.phone_number_rules import attributes_findings


class ClaimedPhoneNumber(OwnedPhoneNumber):
    """A phone number that is claimed when the stack is created, and released when the construct is removed.

    In any 180 days, Amazon Connect allows an instance twice as many claims and releases as it may hold numbers: 10 by
    default. One release too many would block the instance for months. The number is then parked instead: it stays
    claimed and billed, without a flow and without an owner. A later create that the number fits takes it, at any
    instance of the account and Region. This counts as no claim.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        target: IInstanceRef | ITrafficDistributionGroupRef | str,
        phone_number: str | None = None,
        search: PhoneNumberSearch | None = None,
        source_phone_number_arn: str | None = None,
        description: str | None = None,
        tags: Mapping[str, str] | None = None,
        contact_flow: IContactFlowRef | str | None = None,
        release_policy: ReleasePolicy = ReleasePolicy.RELEASE_WITHIN_BUDGET,
        take_parked: bool = True,
        removal_policy: RemovalPolicy = RemovalPolicy.DESTROY,
        provider: PhoneNumberProvider | None = None,
    ) -> None:
        """Declare the number. Give exactly one of `phone_number`, `search` and `source_phone_number_arn`.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            target: the instance or traffic distribution group that the number is claimed to, or its ARN, in the
                stack's Region.
            phone_number: this exact number, in E.164, for example `+12065550100`.
            search: any available number of a country and type.
            source_phone_number_arn: the ARN of a number of AWS End User Messaging, which is imported into the instance:
                `arn:aws:sms-voice:<Region>:<account>:phone-number/<id>`.
            description: at most 500 characters. Default: none.
            tags: at most 47, with those that `Tags.of` adds. Default: those that `Tags.of` adds.
            contact_flow: the flow that calls enter, or its ARN. Default: none, calls are not answered.
            release_policy: whether the removed number is released or parked. Default: it is released while the
                claims and releases of the last 180 days allow that, and parked otherwise.
            take_parked: whether a parked number that fits is taken, instead of claiming another. Default: yes.
            removal_policy: `DESTROY` releases the number, and nobody can claim it for up to 180 days;
                `RETAIN_ON_UPDATE_OR_DELETE` keeps it, unless the create fails; `RETAIN` keeps it always.
                Default: `DESTROY`.
            provider: a provider in the same account and Region. Default: the stack's own provider.

        Raises:
            PhoneNumberValidationError: an argument is known to be wrong. The error names all mistakes, and nothing was
                added to the construct tree.
        """
        claim = PhoneNumberClaim(
            target=PhoneNumberTarget.of(target),
            phone_number=phone_number,
            search=search,
            source_phone_number_arn=source_phone_number_arn,
            description=description,
            tags={} if tags is None else tags,
            contact_flow_arns=() if contact_flow is None else (contact_flow_arn(contact_flow),),
            release_policy=release_policy,
            take_parked=take_parked,
        )
        super().__init__(scope, id, claim=claim, removal_policy=removal_policy, provider=provider)

    @staticmethod
    def adopt(
        scope: Construct,
        id: str,
        *,
        target: IInstanceRef | ITrafficDistributionGroupRef | str,
        phone_number: str,
        description: str | None = None,
        tags: Mapping[str, str] | None = None,
        contact_flow: IContactFlowRef | str | None = None,
        provider: PhoneNumberProvider | None = None,
        release_on_delete: bool = False,
    ) -> AdoptedPhoneNumber:
        """Adopt a number that was claimed or ported earlier, and that no other stack owns.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            target: the instance or traffic distribution group that holds the number, or its ARN.
            phone_number: the number, in E.164.
            description: at most 500 characters. Default: the number keeps its description.
            tags: at most 47, with those that `Tags.of` adds. The number keeps its other tags. Default: those that
                `Tags.of` adds.
            contact_flow: the flow that calls enter, or its ARN. Default: the number keeps its flow.
            provider: a provider in the same account and Region. Default: the stack's own provider.
            release_on_delete: whether the number is released when the construct is removed. Default: it is given
                back: it stays claimed, with its flow, and any stack may adopt it.

        Raises:
            PhoneNumberValidationError: an argument is known to be wrong; nothing was added to the construct tree.
        """
        return AdoptedPhoneNumber(
            scope,
            id,
            target=target,
            phone_number=phone_number,
            description=description,
            tags=tags,
            contact_flow=contact_flow,
            provider=provider,
            release_on_delete=release_on_delete,
        )

    @staticmethod
    def from_phone_number_arn(scope: Construct, id: str, phone_number_arn: str) -> PhoneNumberBase:
        """A number that this app does not own. Only its ARN and its id are known.

        Raises:
            PhoneNumberValidationError: `phone_number_arn` is not the ARN of a phone number.
        """
        return ClaimedPhoneNumber.from_phone_number_attributes(scope, id, phone_number_arn=phone_number_arn)

    @staticmethod
    def from_phone_number_attributes(
        scope: Construct,
        id: str,
        *,
        phone_number_arn: str,
        phone_number: str | None = None,
        phone_number_country_code: str | None = None,
        phone_number_type: PhoneNumberType | str | None = None,
        target_arn: str | None = None,
    ) -> PhoneNumberBase:
        """A number that this app does not own. To read an attribute that is not given is a ValueError.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            phone_number_arn: `arn:aws:connect:<Region>:<account>:phone-number/<id>`.
            phone_number: the number, in E.164. Default: not known.
            phone_number_country_code: ISO 3166-1 alpha-2, for example `US`. Default: not known.
            phone_number_type: a `PhoneNumberType`, or its value. Default: not known.
            target_arn: the ARN of its instance or traffic distribution group. Default: not known.

        Raises:
            PhoneNumberValidationError: an attribute is known to be wrong.
        """
        attributes = PhoneNumberAttributes(
            phone_number_arn=phone_number_arn,
            phone_number=phone_number,
            phone_number_country_code=phone_number_country_code,
            phone_number_type=phone_number_type,
            target_arn=target_arn,
        )
        raise_findings(construct_path(scope, id), attributes_findings(attributes))
        return ImportedPhoneNumber(scope, id, attributes)
