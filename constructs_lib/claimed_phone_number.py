"""A phone number claimed by a stack."""

from __future__ import annotations

from collections.abc import Mapping

import jsii
from aws_cdk import Annotations, CustomResource, ITaggableV2, RemovalPolicy, Stack, TagManager, TagType
from aws_cdk.interfaces.aws_connect import IContactFlowRef, IInstanceRef, ITrafficDistributionGroupRef
from constructs import Construct

from .construct_path import construct_path
from .contact_flow_arn import contact_flow_arn
from .declared_phone_number import DeclaredPhoneNumber
from .imported_phone_number import ImportedPhoneNumber
from .phone_number_attributes import PhoneNumberAttributes
from .phone_number_base import PhoneNumberBase
from .phone_number_claim import PhoneNumberClaim
from .phone_number_provider import PhoneNumberProvider
from .phone_number_search import PhoneNumberSearch
from .phone_number_target import PhoneNumberTarget
from .phone_number_type import PhoneNumberType
from .quota_check import QuotaCheck
from .release_policy import ReleasePolicy
from .search_advice import search_advice
from .tag_validation import TagValidation
from .validation.attributes_rules import attributes_findings
from .validation.claim_rules import claim_findings
from .validation.environment import Environment
from .validation.phone_number_validation_error import raise_findings
from .validation.provider_rules import provider_findings
from .validation.removal_policy_rules import removal_policy_findings

RESOURCE_TYPE = "Custom::ConnectPhoneNumber"


@jsii.implements(ITaggableV2)
class ClaimedPhoneNumber(PhoneNumberBase):
    """A phone number that is claimed when the stack is created, and released when the construct is removed.

    An instance is allowed claims and releases of twice its quota of numbers in any 180 days, 10 by default. A release
    beyond that would block it for months, so the number is then parked instead: it stays claimed and billed, without a
    flow and without an owner. A later claim that it fits, of any instance of the account and Region, adopts a parked
    number rather than to claim another, and that costs nothing of what is allowed.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        target: IInstanceRef | ITrafficDistributionGroupRef | str,
        phone_number: str | None = None,
        search: PhoneNumberSearch | None = None,
        description: str | None = None,
        tags: Mapping[str, str] | None = None,
        contact_flow: IContactFlowRef | str | None = None,
        release_policy: ReleasePolicy = ReleasePolicy.RELEASE_WITHIN_BUDGET,
        adopt_parked: bool = True,
        removal_policy: RemovalPolicy = RemovalPolicy.DESTROY,
        provider: PhoneNumberProvider | None = None,
    ) -> None:
        """Declare the number. Exactly one of `phone_number` and `search` says which.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            target: the instance or traffic distribution group to claim it to, or its ARN, in the stack's Region.
            phone_number: that very number, in E.164, for example `+12065550100`.
            search: any available number of a country and type.
            description: at most 500 characters. Default: none.
            tags: at most 47, with those that `Tags.of` adds. Default: those that `Tags.of` adds.
            contact_flow: the flow that calls enter, or its ARN. Default: none, calls are not answered.
            release_policy: whether a number that is to be released may be, or has to be, parked. Default: it is
                released while the claims and releases of the last 180 days allow that, and parked otherwise.
            adopt_parked: whether a parked number that fits is taken before another is claimed. Default: it is.
            removal_policy: `DESTROY` releases the number, which can't be had back for up to 180 days;
                `RETAIN_ON_UPDATE_OR_DELETE` keeps it, but for a create that fails; `RETAIN` keeps it always.
                Default: `DESTROY`.
            provider: the functions to use, of a stack in the same account and Region. Default: the stack's own.

        Raises:
            PhoneNumberValidationError: anything of it is known to be wrong; it says all of it, and nothing was added to
                the construct tree.
            TypeError: target or contact_flow is neither a construct of its kind nor an ARN.
        """
        claim = PhoneNumberClaim(
            target=PhoneNumberTarget.of(target),
            phone_number=phone_number,
            search=search,
            description=description,
            tags=dict(tags or {}),
            contact_flow_arns=() if contact_flow is None else (contact_flow_arn(contact_flow),),
            release_policy=release_policy,
            adopt_parked=adopt_parked,
        )
        environment = Environment.of(Stack.of(scope))
        findings = claim_findings(claim, environment) + removal_policy_findings(removal_policy)
        if provider is not None:
            findings += provider_findings(Environment.of(Stack.of(provider)), environment)
        raise_findings(construct_path(scope, id), findings)
        super().__init__(scope, id)
        self._tags = TagManager(TagType.KEY_VALUE, RESOURCE_TYPE, claim.tags)
        provider = provider or PhoneNumberProvider.of_stack(self)
        self._resource = self._custom_resource(claim, provider, removal_policy)
        self.node.add_validation(TagValidation(self._tags))
        QuotaCheck.of_app(self).declare(
            DeclaredPhoneNumber(self, claim.target.arn, provider.phone_numbers_per_instance)
        )
        for advice in search_advice(search) if search else []:
            Annotations.of(self).add_warning_v2("cdk-connect-phone-numbers:search", advice)

    @staticmethod
    def from_phone_number_arn(scope: Construct, id: str, phone_number_arn: str) -> PhoneNumberBase:
        """A number that something else owns, of which nothing is known but its ARN and, by it, its id.

        Raises:
            PhoneNumberValidationError: it isn't the ARN of a phone number.
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
        """A number that something else owns. An attribute that isn't given raises a ValueError when it is asked for.

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

    @property
    def phone_number(self) -> str:
        """The number in E.164. It is a token: which number it is shows when it is claimed."""
        return self._resource.get_att_string("PhoneNumber")

    @property
    def phone_number_id(self) -> str:
        """The number's id."""
        return self._resource.get_att_string("PhoneNumberId")

    @property
    def phone_number_arn(self) -> str:
        """The number's ARN."""
        return self._resource.get_att_string("PhoneNumberArn")

    @property
    def phone_number_country_code(self) -> str:
        """The number's country."""
        return self._resource.get_att_string("PhoneNumberCountryCode")

    @property
    def phone_number_type(self) -> str:
        """The number's type."""
        return self._resource.get_att_string("PhoneNumberType")

    @property
    def target_arn(self) -> str:
        """ARN of the instance or traffic distribution group that holds the number, once it does."""
        return self._resource.get_att_string("TargetArn")

    @property
    def cdk_tag_manager(self) -> TagManager:
        """The number's tags, which `Tags.of` adds to."""
        return self._tags

    def _custom_resource(
        self, claim: PhoneNumberClaim, provider: PhoneNumberProvider, removal_policy: RemovalPolicy
    ) -> CustomResource:
        resource = CustomResource(
            self,
            "Resource",
            service_token=provider.service_token,
            resource_type=RESOURCE_TYPE,
            properties={**claim.properties(), "Tags": self._tags.rendered_tags},
            removal_policy=removal_policy,
        )
        resource.node.add_dependency(provider.permissions(self, claim))
        return resource
