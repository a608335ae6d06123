"""A phone number that a stack owns."""

from __future__ import annotations

from collections.abc import Sequence

import jsii
from aws_cdk import Annotations, ITaggableV2, RemovalPolicy, Stack, TagManager, TagType
from constructs import Construct

from .phone_number_base import PhoneNumberBase
from .phone_number_provider import PhoneNumberProvider
from .phone_number_warning import PhoneNumberWarning
from .private.advice import search_advice
from .private.custom_resource import custom_resource
from .private.environment import construct_path
from .private.phone_number_claim import PhoneNumberClaim
from .private.quota_check import DeclaredPhoneNumber
from .private.target_identity import is_of_stack
from .validation.claim_rules import claim_findings, removal_policy_findings
from .validation.finding import Finding, PhoneNumberValidationError
from .validation.provider_rules import provider_findings

RESOURCE_TYPE = "Custom::ConnectPhoneNumber"


@jsii.implements(ITaggableV2)
class OwnedPhoneNumber(PhoneNumberBase):
    """A number that a custom resource of its stack owns. The stack has claimed it, taken it parked, or adopted it."""

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
            claim: the number that is wanted, its description, tags and flows.
            removal_policy: what happens to the number when the construct is removed.
            provider: a provider in the same account and Region. None: the stack's own provider.
            findings: the mistakes that the construct's own rules have found.

        Raises:
            PhoneNumberValidationError: an argument is known to be wrong; nothing was added to the construct tree.
        """
        stack = scope if isinstance(scope, Stack) else Stack.of(scope)
        found = [*claim_findings(claim, stack), *removal_policy_findings(removal_policy), *findings]
        found += provider_findings(provider, stack)
        if found:
            raise PhoneNumberValidationError(construct_path(scope, id), found)
        super().__init__(scope, id)
        self._tags = TagManager(TagType.KEY_VALUE, RESOURCE_TYPE, dict(claim.tags))
        provider = provider or PhoneNumberProvider.of_stack(stack)
        where = {"TargetIsOfStack": "true"} if is_of_stack(claim.target.arn, stack) else {}
        declared = DeclaredPhoneNumber(
            self,
            scope,
            stack,
            claim.phone_number,
            claim.target.arn,
            assumed_quota=provider.phone_numbers_per_instance,
            tags=self._tags.rendered_tags,
            properties={**claim.properties(), **where},
        )
        self._resource = custom_resource(
            self,
            resource_type=RESOURCE_TYPE,
            service_token=provider.service_token,
            properties={**declared.properties, "Tags": declared.tags},
            removal_policy=removal_policy,
            permissions=provider.allow_claim(stack, claim),
        )
        provider.quota_check.declare(declared)
        for advice in search_advice(claim.search) if claim.search else []:
            Annotations.of(self).add_warning_v2(PhoneNumberWarning.SEARCH, advice)

    @property
    def phone_number(self) -> str:
        """The number in E.164. It is a token: the number is known when the stack is deployed."""
        return self._attribute("PhoneNumber")

    @property
    def phone_number_id(self) -> str:
        """The number's id, a UUID."""
        return self._attribute("PhoneNumberId")

    @property
    def phone_number_arn(self) -> str:
        """The number's ARN."""
        return self._attribute("PhoneNumberArn")

    @property
    def phone_number_country_code(self) -> str:
        """The number's country, ISO 3166-1 alpha-2."""
        return self._attribute("PhoneNumberCountryCode")

    @property
    def phone_number_type(self) -> str:
        """The number's type, the value of a `PhoneNumberType`."""
        return self._attribute("PhoneNumberType")

    @property
    def target_arn(self) -> str:
        """ARN of the instance or traffic distribution group that holds the number, once it is claimed."""
        return self._attribute("TargetArn")

    @property
    def cdk_tag_manager(self) -> TagManager:
        """The number's tags, which `Tags.of` adds to."""
        return self._tags

    def _attribute(self, name: str) -> str:
        return self._resource.get_att(name).to_string()
