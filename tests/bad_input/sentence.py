"""What makes an error's text fit for the stack's events."""

import json

RESPONSE_BYTES = 4096
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html"""
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
# As the framework's runtime makes it of a function's error: aws-cdk-lib 2.275, provider-framework/runtime/framework.js.
_FRAME = "    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)"
_STACK_TRACE = "\n".join(["", "", f"Logs: /aws/lambda/{'f' * 64}", "", *[_FRAME] * 5])


def response(reason: str) -> bytes:
    """The response that the framework sends, with ids as long as they can be."""
    body = {
        "Status": "FAILED",
        "Reason": f"Error: {reason}{_STACK_TRACE}",
        "StackId": f"arn:aws-us-gov:cloudformation:us-gov-west-1:123456789012:stack/{'s' * 128}/{'u' * 36}",
        "RequestId": "r" * 36,
        "PhysicalResourceId": "p" * 200,
        "LogicalResourceId": "l" * 255,
    }
    return json.dumps(body, ensure_ascii=False).encode()


def assert_clear(reason: str) -> None:
    """It is one line that shows all of itself, is nobody's programming error, and fits CloudFormation's response."""
    assert reason.isprintable(), reason
    for words in PROGRAMMING_ERRORS:
        assert words not in reason
    assert len(reason) > 20
    assert len(response(reason)) <= RESPONSE_BYTES
