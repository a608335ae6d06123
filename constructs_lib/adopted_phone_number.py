"""A phone number that was claimed before its stack was created."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import RemovalPolicy
from aws_cdk.interfaces.aws_connect import IContactFlowRef, IInstanceRef, ITrafficDistributionGroupRef
from constructs import Construct

from .owned_phone_number import OwnedPhoneNumber
from .phone_number_provider import PhoneNumberProvider
from .private.connect_arn import contact_flow_arn
from .private.phone_number_claim import PhoneNumberClaim, PhoneNumberTarget


class AdoptedPhoneNumber(OwnedPhoneNumber):
    """A phone number that was claimed or ported earlier, and that the stack adopts.

    When the construct is removed, or its create fails, the number is given back: it stays claimed, with its flow, and
    loses the tags that name the stack as its owner. With `release_on_delete`, it is released instead.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        target: IInstanceRef | ITrafficDistributionGroupRef | str,
        phone_number: str,
        description: str | None,
        tags: Mapping[str, str] | None,
        contact_flow: IContactFlowRef | str | None,
        provider: PhoneNumberProvider | None,
        release_on_delete: bool,
    ) -> None:
        """Declare the number. `ClaimedPhoneNumber.adopt` explains the arguments."""
        claim = PhoneNumberClaim(
            target=PhoneNumberTarget.of(target),
            phone_number=phone_number,
            search=None,
            description=description,
            tags={} if tags is None else tags,
            contact_flow_arns=() if contact_flow is None else (contact_flow_arn(contact_flow),),
            adopt=True,
            release_adopted=release_on_delete,
        )
        super().__init__(scope, id, claim=claim, removal_policy=RemovalPolicy.DESTROY, provider=provider)
