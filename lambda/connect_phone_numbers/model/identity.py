"""Who owns a number, and the ids and tokens that are derived from that. They are the same each time."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from .selection import Selection

STACK_ID_TAG = "connect-phone-number:stack-id"
LOGICAL_RESOURCE_ID_TAG = "connect-phone-number:logical-resource-id"
CLAIM_ID_TAG = "connect-phone-number:claim-id"
PARKED_TAG = "connect-phone-number:parked-at"
"""The tag of a parked number. Its value is when the number was parked, in seconds since the epoch."""

_TOKENS = uuid.UUID("c0f6bd2a-7f1e-5b0e-9a43-6d1f5a2a7c11")


@dataclass(frozen=True)
class Resource:
    """A resource of a stack, which owns numbers.

    A StackId contains a UUID. So a stack that is deleted and created again with the same name is another owner.
    """

    stack_id: str
    logical_resource_id: str

    @property
    def stack_name(self) -> str:
        """The name of the stack."""
        return self.stack_id.split("/")[1] if "/" in self.stack_id else self.stack_id

    def claim_id(self, selection: Selection) -> str:
        """The id of the claim with which this resource gets the selection's number.

        It depends on nothing else: no request id, no clock, no chance. So a repeated Create finds its own claim, and a
        rollback finds the claim from before the update.
        """
        identity = json.dumps([self.stack_id, self.logical_resource_id, selection.identity])
        return f"claim-{hashlib.sha256(identity.encode()).hexdigest()[:32]}"

    def owner_tags(self, claim_id: str) -> dict[str, str]:
        """The three tags that name the owner on the number itself."""
        return {STACK_ID_TAG: self.stack_id, LOGICAL_RESOURCE_ID_TAG: self.logical_resource_id, CLAIM_ID_TAG: claim_id}

    def owns(self, tags: Mapping[str, str]) -> bool:
        """Whether a number's tags name this resource as its owner."""
        return owner(tags) == self

    def __str__(self) -> str:
        return f"{self.logical_resource_id} of {self.stack_id}"


def owner(tags: Mapping[str, str]) -> Resource | None:
    """The resource that a number's tags name as its owner, or None."""
    if STACK_ID_TAG not in tags or LOGICAL_RESOURCE_ID_TAG not in tags:
        return None
    return Resource(tags[STACK_ID_TAG], tags[LOGICAL_RESOURCE_ID_TAG])


def is_parked(tags: Mapping[str, str]) -> bool:
    """Whether a number's tags say that it is parked, and name no owner."""
    return PARKED_TAG in tags and owner(tags) is None


def client_token(*parts: str) -> str:
    """A ClientToken: a lower-case UUID, the same for the same parts.

    ClaimPhoneNumber requires this form: https://docs.aws.amazon.com/connect/latest/APIReference/API_ClaimPhoneNumber.html
    """
    return str(uuid.uuid5(_TOKENS, json.dumps(parts)))
