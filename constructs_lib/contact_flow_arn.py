"""The ARN of a contact flow, however it is given."""

from __future__ import annotations

from aws_cdk.interfaces.aws_connect import IContactFlowRef


def contact_flow_arn(contact_flow: IContactFlowRef | str) -> str:
    """The ARN of a contact flow.

    Raises:
        TypeError: it is neither a construct of a contact flow nor a string.
    """
    if isinstance(contact_flow, str):
        return contact_flow
    if hasattr(contact_flow, "contact_flow_ref"):
        return contact_flow.contact_flow_ref.contact_flow_arn
    raise TypeError(f"contact_flow is {contact_flow!r}: give a contact flow (IContactFlowRef) or its ARN.")
