"""A phone number that a stack owns."""

from __future__ import annotations

from collections.abc import Sequence

import jsii
from aws_cdk import Annotations, CustomResource, ITaggableV2, RemovalPolicy, Stack, TagManager, TagType
from constructs import Construct

from .construct_path import construct_path
from .declared_phone_number import DeclaredPhoneNumber
from .phone_number_base import PhoneNumberBase
from .phone_number_claim import PhoneNumberClaim
from .phone_number_provider import PhoneNumberProvider
from .quota_check import QuotaCheck
from .search_advice import search_advice
from .tag_validation import TagValidation
from .validation.claim_rules import claim_findings
from .validation.environment import Environment
from .validation.finding import Finding
from .validation.phone_number_validation_error import raise_findings
from .validation.provider_rules import provider_findings
from .validation.removal_policy_rules import removal_policy_findings

RESOURCE_TYPE = "Custom::ConnectPhoneNumber"


@jsii.implements(ITaggableV2)
class OwnedPhoneNumber(PhoneNumberBase):
    """What every number has that a custom resource of its stack holds, however it came by it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        claim: PhoneNumberClaim,
        removal_policy: RemovalPolicy,
        provider: PhoneNumberProvider | None,
        findings: Sequence[Finding] = (),
    ) -> None:
        """Declare the number.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            claim: which number, and what to make of it.
            removal_policy: what becomes of it when the construct is removed.
            provider: the functions to use, of a stack in the same account and Region. Default: the stack's own.
            findings: what is wrong by the rules of the construct alone.

        Raises:
            PhoneNumberValidationError: anything of it is known to be wrong; nothing was added to the construct tree.
        """
        stack = Stack.of(scope)
        environment = Environment.of(stack)
        found = [*claim_findings(claim, environment), *removal_policy_findings(removal_policy), *findings]
        if provider is not None:
            found += provider_findings(provider, environment)
        raise_findings(construct_path(scope, id), found)
        super().__init__(scope, id)
        self._tags = TagManager(TagType.KEY_VALUE, RESOURCE_TYPE, dict(claim.tags))
        provider = provider or PhoneNumberProvider.of_stack(self)
        self._resource = self._custom_resource(claim, provider, removal_policy)
        self.node.add_validation(TagValidation(self._tags))
        QuotaCheck.of_app(self).declare(
            DeclaredPhoneNumber(self, stack, claim.target.arn, provider.phone_numbers_per_instance)
        )
        for advice in search_advice(claim.search) if claim.search else []:
            Annotations.of(self).add_warning_v2("cdk-connect-phone-numbers:search", advice)

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
