"""Checks of the number after a step."""

from __future__ import annotations

from collections.abc import Mapping

from .observation import Observation
from .problem import AcceptanceProblem
from .stacks import TAG

STACK_TAG = "connect-phone-number:stack-id"
OWNER_TAGS = (STACK_TAG, "connect-phone-number:logical-resource-id", "connect-phone-number:claim-id")
PARKED_TAG = "connect-phone-number:parked-at"


def require_claimed(
    number: Observation | None,
    *,
    phone_number: str,
    target_arn: str,
    stack_id: str,
    description: str,
    tag: str,
    flow_arn: str,
) -> None:
    """Check that the number is claimed, that the stack owns it, and that it is as the stack declares it.

    Raises:
        AcceptanceProblem: it is not. The text lists every difference.
    """
    if number is None:
        raise AcceptanceProblem(f"{phone_number} is in the stack's outputs, but Amazon Connect does not have it.")
    expected = {
        "number": (phone_number, number.phone_number),
        "status": ("CLAIMED", f"{number.status} {number.status_message}".strip()),
        "target": (target_arn, number.target_arn),
        "description": (description, number.description),
        f"tag {TAG}": (tag, number.tags.get(TAG)),
        "owner's stack": (stack_id, number.tags.get(STACK_TAG)),
        "owner tags": (set(OWNER_TAGS), number.tags.keys() & {*OWNER_TAGS, PARKED_TAG}),
        "contact flow": (_id_of(flow_arn), _id_of(number.flow)),
    }
    _require_all(phone_number, expected)


def require_parked(number: Observation | None, phone_number: str) -> None:
    """Check that the number is claimed, and has no flow and no owner.

    Raises:
        AcceptanceProblem: it is not. The text lists every difference.
    """
    if number is None:
        raise AcceptanceProblem(f"{phone_number} is gone, though it was to be parked.")
    expected = {
        "status": ("CLAIMED", number.status),
        "owner tags": ({PARKED_TAG}, number.tags.keys() & {*OWNER_TAGS, PARKED_TAG}),
        "contact flow": (None, number.flow),
    }
    _require_all(phone_number, expected)


def _require_all(phone_number: str, expected: Mapping[str, tuple[object, object]]) -> None:
    wrong = [f"{what}: expected {one!r}, found {other!r}" for what, (one, other) in expected.items() if one != other]
    if wrong:
        raise AcceptanceProblem(f"{phone_number} is not as the stack declares it: {'; '.join(wrong)}.")


def _id_of(arn_or_id: str | None) -> str | None:
    # By its model, the service may answer with the flow's ARN or its id.
    return arn_or_id and arn_or_id.rpartition("/")[2]
