"""Numbers of the account that are none of the resource's business."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local_aws.connect.control import ConnectControl
from tests.handler.lifecycle import Lifecycle

CONSOLE_NUMBER = "+13125550150"
PORTED_NUMBER = "+13125550160"
ANOTHER_CONSOLE_NUMBER = "+13125550170"
CONSOLE_NUMBERS = (CONSOLE_NUMBER, PORTED_NUMBER, ANOTHER_CONSOLE_NUMBER)
"""Claimed by hand: the ledger sees them at its next look."""


@dataclass(frozen=True)
class Bystanders:
    """A number of another stack, a parked one that fits no resource here, and one claimed in the console.

    Attributes:
        owned: ARN of the other stack's.
        parked: ARN of the parked one.
        by_hand: ARN of the console's.
    """

    owned: str
    parked: str
    by_hand: str

    def arns(self) -> tuple[str, str, str]:
        return self.owned, self.parked, self.by_hand


def add_bystanders(
    control: ConnectControl, new_resource: Callable[[str], Lifecycle], instance_arn: str, flow_arn: str
) -> Bystanders:
    """Claim them."""
    of_other_stack = {
        "TargetArn": instance_arn,
        "PhoneNumberCountryCode": "CA",
        "PhoneNumberType": "DID",
        "PhoneNumberDescription": "Another stack's",
        "Tags": [{"Key": "team", "Value": "others"}],
        "ContactFlowArns": [flow_arn],
    }
    by_hand = control.console_claim(instance_arn, CONSOLE_NUMBER, "Claimed by hand")["phone_number_arn"]
    owned = _created(new_resource("Bystander"), of_other_stack)
    to_be_parked = {**of_other_stack, "PhoneNumberCountryCode": "DE", "ReleasePolicy": "PARK"}
    parker = new_resource("Parker")
    parked = _created(parker, to_be_parked)
    deleted = parker.delete(to_be_parked, parked)
    assert deleted.succeeded, deleted.reason
    return Bystanders(owned, parked, by_hand)


def _created(resource: Lifecycle, properties: dict[str, Any]) -> str:
    created = resource.create(properties)
    assert created.succeeded, created.reason
    return created.physical_resource_id
