"""The required state of the number after a step."""

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
    """Make sure that the number is the stack's, and as declared.

    Raises:
        AcceptanceProblem: it is not; the text lists all that is wrong.
    """
    if number is None:
        raise AcceptanceProblem(f"{phone_number} is not there, although the stack says so.")
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
    """Make sure that the number is kept, leads nowhere and has no owner. Raises as `require_claimed`."""
    if number is None:
        raise AcceptanceProblem(f"{phone_number} was to be parked, and is gone.")
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
    # The service's model says ARN or id of the flow.
    return arn_or_id and arn_or_id.rpartition("/")[2]
