"""The Connect instance and the contact flow that the local AWS starts with."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

INSTANCE_ALIAS = "local-contact-center"
CONTACT_FLOW_NAME = "Local main flow"


@dataclass(frozen=True)
class Seed:
    """The ARNs that apps are given as the context values `instance_arn` and `contact_flow_arn`."""

    instance_arn: str
    contact_flow_arn: str


def seed(connect: "ConnectClient", alias: str = INSTANCE_ALIAS) -> Seed:
    """Create an instance with one flow that plays a prompt and hangs up."""
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    flow = connect.create_contact_flow(
        InstanceId=instance["Id"],
        Name=CONTACT_FLOW_NAME,
        Type="CONTACT_FLOW",
        Content=json.dumps(contact_flow_content()),
    )
    return Seed(instance["Arn"], flow["ContactFlowArn"])


def contact_flow_content() -> dict[str, object]:
    """A flow in the Amazon Connect Flow language: say something, hang up."""
    play, hang_up = "play-prompt", "disconnect"
    return {
        "Version": "2019-10-30",
        "StartAction": play,
        "Metadata": {},
        "Actions": [
            {
                "Identifier": play,
                "Type": "MessageParticipant",
                "Parameters": {"Text": "Hello from the local contact center."},
                "Transitions": {"NextAction": hang_up, "Errors": [], "Conditions": []},
            },
            {"Identifier": hang_up, "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
        ],
    }
