"""A number that was claimed or ported earlier becomes a resource's."""

from __future__ import annotations

from dataclasses import replace

from .core.claim import Claim
from .core.identity import STACK_ID_TAG, owner
from .core.properties import Properties
from .errors import NoPhoneNumberAvailableError, NotTheOwnerError, TryAgainLater
from .operation import Operation

LEASE_SECONDS = 900
"""How long nobody else may take the number over; by then it has its owner's tags."""


def take_over(operation: Operation, claim: Claim, properties: Properties, phone_number: str) -> Claim:
    """Record a number that the target holds as the claim's; its tags come with the rest of its configuration.

    Raises:
        NoPhoneNumberAvailableError: the target does not hold it.
        NotTheOwnerError: another resource owns it.
    """
    target_arn = properties.target.value
    if not operation.ledger.lease(phone_number, claim.claim_id, LEASE_SECONDS):
        raise TryAgainLater(f"another resource is taking {phone_number} over")
    number = operation.connect.find(phone_number)
    if number is None or number.target_arn != target_arn:
        raise NoPhoneNumberAvailableError(
            f"{phone_number} is not among the numbers of {target_arn}. Name the target that holds it, or claim it "
            "instead of adopting it."
        )
    holder = owner(number.tags)
    if holder not in (None, operation.resource):
        raise NotTheOwnerError(
            f"{phone_number} is owned by {holder} and is not adopted. Where that stack has given it up, take the tag "
            f"{STACK_ID_TAG} off {number.phone_number_arn} and deploy again."
        )
    return operation.record.save(replace(claim.holding(number), taken_over=True))
