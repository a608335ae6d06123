"""Permissions on one phone number."""

from __future__ import annotations

from aws_cdk import aws_iam as iam
from aws_cdk.interfaces.aws_connect import IContactFlowRef

from .private.connect_arn import contact_flow_arn
from .private.iam_actions import ASSOCIATE_ACTIONS, DISASSOCIATE_ACTIONS, READ_ACTIONS, UPDATE_ACTIONS
from .validation.contact_flow_rules import contact_flow_arn_findings
from .validation.finding import raise_findings


class PhoneNumberGrants:
    """Grants permissions on a phone number to principals."""

    def __init__(self, phone_number_arn: str) -> None:
        self._phone_number_arn = phone_number_arn

    def read(self, grantee: iam.IGrantable) -> iam.Grant:
        """Let the grantee describe the number: its status, target, description and tags."""
        return self.actions(grantee, *READ_ACTIONS)

    def update(self, grantee: iam.IGrantable) -> iam.Grant:
        """Let the grantee change the number's description.

        The number's stack keeps the new description until the construct's description changes.
        """
        return self.actions(grantee, *UPDATE_ACTIONS)

    def associate_contact_flow(self, grantee: iam.IGrantable, contact_flow: IContactFlowRef | str) -> iam.Grant:
        """Let the grantee associate the number with a contact flow, and end the association.

        Args:
            grantee: the principal.
            contact_flow: the flow, or its ARN.

        Raises:
            PhoneNumberValidationError: the flow's ARN is known to be wrong.
        """
        flow_arn = contact_flow_arn(contact_flow)
        raise_findings("PhoneNumberGrants", contact_flow_arn_findings(flow_arn))
        associate = iam.Grant.add_to_principal(
            grantee=grantee,
            actions=list(ASSOCIATE_ACTIONS),
            resource_arns=[self._phone_number_arn, flow_arn],
        )
        # To end an association, permission on the number is enough.
        return associate.combine(self.actions(grantee, *DISASSOCIATE_ACTIONS))

    def actions(self, grantee: iam.IGrantable, *actions: str) -> iam.Grant:
        """Let the grantee do these actions, for example `connect:DescribePhoneNumber`, on the number."""
        return iam.Grant.add_to_principal(
            grantee=grantee, actions=list(actions), resource_arns=[self._phone_number_arn]
        )
