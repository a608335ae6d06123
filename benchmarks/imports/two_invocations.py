"""Measures the function's first step in a process, and the second one: the work of each, without the services' time."""

import json
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:phone-numbers"
STEP = {
    "Resource": "RESOURCE#arn:aws:cloudformation:us-east-1:123456789012:stack/Support/1#Number",
    "Operation": "20261121T120000Z.0.11111111-1111-4111-8111-111111111111",
}
"""A step of an operation that is over: two requests to the ledger, and nothing is left to do."""
CONTEXT = SimpleNamespace(
    invoked_function_arn=FUNCTION_ARN, aws_request_id="1", get_remaining_time_in_millis=lambda: 60_000
)


def _figures() -> dict[str, float]:
    began = time.process_time()
    import boto3  # noqa: PLC0415 - the import is part of what is measured

    from connect_phone_numbers.handler import handler  # noqa: PLC0415

    boto3.DEFAULT_SESSION = boto3.Session()
    boto3.DEFAULT_SESSION.events.register("before-send.dynamodb", _answered)
    imported = time.process_time() - began
    first, second = (_seconds(lambda: handler(STEP, CONTEXT)) for _ in range(2))
    return {"import": imported, "first": first, "second": second}


def _seconds(step: Callable[[], dict[str, Any]]) -> float:
    began = time.process_time()
    answer = step()
    taken = time.process_time() - began
    if answer["Status"] != "DONE":
        raise RuntimeError(f"The step was not to wait: {answer}")
    return taken


def _answered(request: Any, **_: Any) -> Any:  # noqa: ANN401 - botocore's, they have no types
    """What DynamoDB answers where it has no record any more: the lock is refused, and there is nothing to read."""
    from botocore.awsrequest import AWSResponse  # noqa: PLC0415
    from botocore.compat import HTTPHeaders  # noqa: PLC0415

    is_lock = request.headers["X-Amz-Target"].endswith(b".UpdateItem")
    body = json.dumps({"__type": "ConditionalCheckFailedException"} if is_lock else {}).encode()
    raw = SimpleNamespace(stream=lambda *_, **__: iter([body]))
    return AWSResponse(request.url, 400 if is_lock else 200, HTTPHeaders(), raw)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_figures()))
