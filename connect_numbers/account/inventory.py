"""Every number of an account and Region, with its target, flows and owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.model.identity import PARKED_TAG
from connect_phone_numbers.model.phone_number import PhoneNumber

from ..aws.aws import Aws
from ..clock import as_iso
from ..output.progress import working
from .flows import flows_of
from .numbers import describe_numbers, list_numbers, number_json
from .owner import Owner, Ownership, owner_of, ownership_of
from .stacks import Stacks
from .targets import Instance, Targets


@dataclass(frozen=True)
class InventoryNumber:
    """A number.

    Attributes:
        contact_flows: the ARN of the number's flow, by Region.
        target_label: the alias or name of the number's target.
    """

    number: PhoneNumber
    instance_arn: str
    target_label: str
    contact_flows: dict[str, str]
    owner: Owner | None

    @property
    def ownership(self) -> Ownership:
        """Whether a stack owns the number, or it is parked."""
        return ownership_of(self.number.tags, self.owner)

    @property
    def parked_at(self) -> int | None:
        """When the number was parked, in seconds since the epoch; None where it is not parked."""
        value = self.number.tags.get(PARKED_TAG, "")
        return int(value) if value.isdigit() else None

    def as_json(self) -> dict[str, Any]:
        """The number as `--json` shows it."""
        number = self.number
        return {
            **number_json(number),
            "description": number.description,
            "status": number.status,
            "status_message": number.status_message,
            "instance_arn": self.instance_arn,
            "contact_flows": self.contact_flows,
            "ownership": self.ownership.value,
            "owner": _owner_json(self.owner),
            "parked_at": None if self.parked_at is None else as_iso(self.parked_at),
        }


def read_inventory(aws: Aws, targets: Targets, instance: Instance | None = None) -> list[InventoryNumber]:
    """The numbers of one instance and its groups, or of all; by number."""
    summaries = [
        summary
        for summary in list_numbers(aws)
        if instance is None or targets.instance_of(summary["TargetArn"]) == instance.arn
    ]
    numbers = describe_numbers(aws, summaries)
    flows = flows_of(aws, targets, numbers)
    return _with_owners(aws, targets, numbers, flows)


def _with_owners(
    aws: Aws, targets: Targets, numbers: Sequence[PhoneNumber], flows: dict[str, dict[str, str]]
) -> list[InventoryNumber]:
    stacks = Stacks(aws)
    with working("Looking up the owners"):
        return [
            InventoryNumber(
                number,
                targets.instance_of(number.target_arn),
                targets.label(number.target_arn),
                flows.get(number.phone_number_arn, {}),
                owner_of(number, stacks),
            )
            for number in numbers
        ]


def _owner_json(owner: Owner | None) -> dict[str, Any] | None:
    if owner is None:
        return None
    return {
        "stack_id": owner.stack.stack_id,
        "stack_name": owner.stack.name,
        "stack_status": owner.stack.status,
        "logical_resource_id": owner.logical_resource_id,
        "construct_path": owner.construct_path,
        "resource_type": "AWS::Connect::PhoneNumber" if owner.is_native else "Custom::ConnectPhoneNumber",
    }
