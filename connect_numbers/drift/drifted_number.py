"""A number that differs from what the ledger has of it, and what puts it right."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.decisions.drifting import Drift, DriftKind, RecordedNumber

_RECONCILE = "connect-numbers reconcile"


@dataclass(frozen=True)
class DriftedNumber:
    """A number, and all that has changed of it.

    Attributes:
        stack_name: its owner's; "" for a parked number.
        construct_path: where it is in the app, or its logical id; "" for a parked number.
    """

    recorded: RecordedNumber
    differences: Sequence[Drift]
    stack_name: str = ""
    construct_path: str = ""

    @property
    def label(self) -> str:
        """Whose it is, for people."""
        return f"{self.stack_name}/{self.construct_path}" if self.stack_name else "parked"

    def as_json(self) -> dict[str, Any]:
        """As `--json` shows it."""
        recorded, resource = self.recorded, self.recorded.resource
        return {
            "phone_number": recorded.phone_number,
            "phone_number_arn": recorded.phone_number_arn,
            "stack_id": resource.stack_id if resource else None,
            "stack_name": self.stack_name or None,
            "logical_resource_id": resource.logical_resource_id if resource else None,
            "construct_path": self.construct_path or None,
            "differences": [
                {
                    "kind": drift.kind.value,
                    "subject": drift.subject or None,
                    "expected": drift.expected,
                    "actual": drift.actual or None,
                    "mend": mend(recorded, drift),
                }
                for drift in self.differences
            ],
        }


def mend(recorded: RecordedNumber, drift: Drift) -> str:
    """The command that puts a difference right, or what to do."""
    is_parked = recorded.resource is None
    if is_parked and drift.kind in (DriftKind.GONE, DriftKind.OWNER):
        return "connect-numbers reconcile"
    if drift.kind is DriftKind.GONE:
        return "give the construct another id, or ask for another number, and deploy"
    return f"aws connect {_command(recorded, drift)}"


def _command(recorded: RecordedNumber, drift: Drift) -> str:
    command, options = "describe-phone-number", ""
    tags: Mapping[str, str] = {}
    match drift.kind:
        case DriftKind.TARGET:
            command, options = "update-phone-number", f"--target-arn {drift.expected}"
        case DriftKind.OWNER:
            tags = recorded.tags
        case DriftKind.TAG:
            tags = {drift.subject: drift.expected}
        case DriftKind.DESCRIPTION:
            command = "update-phone-number-metadata"
            options = f"--phone-number-description {shlex.quote(drift.expected)}"
        case DriftKind.CONTACT_FLOW:
            region, _, instance_id = drift.subject.partition("/")
            command = "associate-phone-number-contact-flow"
            flow_id = drift.expected.rpartition("/")[2]
            options = f"--instance-id {instance_id} --contact-flow-id {flow_id} --region {region}"
    arn = recorded.phone_number_arn
    if tags:
        return f"tag-resource --resource-arn {arn} --tags {shlex.quote(json.dumps(dict(tags)))}"
    return f"{command} --phone-number-id {arn} {options}".rstrip()


def words(drift: Drift) -> str:
    """A difference as a sentence without its subject."""
    expected, actual, subject = drift.expected, drift.actual, drift.subject
    tag = f"the tag {subject}={actual}" if actual else f"no tag {subject}"
    flow = actual or f"no flow in {subject.partition('/')[0]}"
    return {
        DriftKind.GONE: "is not there any more",
        DriftKind.FAILED: f"is {actual}",
        DriftKind.TARGET: f"is claimed to {actual}, and not to {expected}",
        DriftKind.OWNER: f"is tagged as owned by {actual}, and not by {expected}",
        DriftKind.TAG: f"has {tag}, and not {subject}={expected}",
        DriftKind.DESCRIPTION: f"has the description {actual!r}, and not {expected!r}",
        DriftKind.CONTACT_FLOW: f"enters {flow}, and not {expected}",
    }[drift.kind]
