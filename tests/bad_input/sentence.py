"""What makes an error's text fit for the stack's events."""

import json

from connect_phone_numbers.aws.cloud_formation import RESPONSE_BYTES, Answer
from connect_phone_numbers.properties.event import Event

PROGRAMMING_ERRORS = (
    "Error:",
    "NoneType",
    "Traceback (most recent call last):\n",
    "has no attribute",
    "not iterable",
    "object is not",
    "recursion",
    "unhashable",
)
_STACK_ID = f"arn:aws-us-gov:cloudformation:us-gov-west-1:123456789012:stack/{'s' * 128}/{'u' * 36}"
_LONGEST = Event("Create", "r" * 36, _STACK_ID, "l" * 255, "Custom::ConnectPhoneNumber", "", {}, {})


def assert_clear(reason: str) -> None:
    """It is one line that shows all of itself, is nobody's programming error, and fits CloudFormation's response."""
    assert reason.isprintable(), reason
    for words in PROGRAMMING_ERRORS:
        assert words not in reason
    assert len(reason) > 20
    body = Answer("FAILED", "p" * 200, reason).body(_LONGEST)
    assert len(body) <= RESPONSE_BYTES
    assert json.loads(body)["Reason"] == reason
