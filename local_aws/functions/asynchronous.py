"""Asynchronous invocations: Lambda keeps the event, and repeats failed invocations.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: a function's error is repeated twice,
after one and two minutes; what was throttled is repeated for up to six hours, after a second and ever longer, at most
five minutes.
"""

import contextvars
import logging
import threading
import time
from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import lambda_svc

from local_aws.functions.execution import Function
from local_aws.settings import SETTINGS

_LOGGER = logging.getLogger(__name__)

DEFAULT_RETRIES = 2
DEFAULT_AGE_SECONDS = 21_600
FIRST_DELAY_OF_THROTTLED = 1.0
LONGEST_DELAY_OF_THROTTLED = 300.0


def invoke_in_background(function: Function, event: object) -> None:
    """Invoke and repeat in a thread of its own. Stands in for ministack's `invoke_async_with_retry`."""
    configuration = function.get("config") or function
    thread = threading.Thread(
        target=contextvars.copy_context().run, args=(deliver, configuration["FunctionArn"], event), daemon=True
    )
    thread.start()


def deliver(function_arn: str, event: object) -> None:
    """Invoke, and repeat a failure as Lambda does. Each attempt uses the function's present code.

    All attempts have the same request id. Blocks: run it in a thread.
    """
    request_id = new_uuid()
    started = time.monotonic()
    failures = throttled = 0
    while (function := find_function(function_arn)) is not None:
        limits = function.get("event_invoke_config") or function.get("event_invoke_configs", {}).get("$LATEST") or {}
        result = lambda_svc._run_with_function_config_scope(
            function, lambda_svc._execute_function, function, event, request_id
        )
        if result.get("throttle"):
            delay = min(FIRST_DELAY_OF_THROTTLED * 2**throttled, LONGEST_DELAY_OF_THROTTLED)
            throttled += 1
        elif result.get("error"):
            _LOGGER.warning("function %s ended in an error: %s", function_arn, result.get("body"))
            if failures >= limits.get("MaximumRetryAttempts", DEFAULT_RETRIES):
                return _give_up(function, event, result)
            delay = _delay_after(failures)
            failures += 1
        else:
            return None
        if time.monotonic() + delay - started > limits.get("MaximumEventAgeInSeconds", DEFAULT_AGE_SECONDS):
            return _give_up(function, event, result)
        time.sleep(delay)
    _LOGGER.warning("function %s was deleted before it was invoked again", function_arn)
    return None


def find_function(function_arn: str) -> Function | None:
    """A function as it is now, by its ARN; None where there is none."""
    function, configuration, _ = lambda_svc._get_func_record_for_ref(function_arn)
    if function is None or configuration is None:
        return None
    found: Function = lambda_svc._execution_record_for_config(function, configuration)
    return found


def _delay_after(failures: int) -> float:
    delays = SETTINGS.asynchronous_retry_seconds
    return delays[min(failures, len(delays) - 1)]


def _give_up(function: Function, event: object, result: dict[str, Any]) -> None:
    limits = function.get("event_invoke_config") or {}
    dead_letters = function["config"].get("DeadLetterConfig") or {}
    target = limits.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination") or dead_letters.get(
        "TargetArn"
    )
    if target:
        lambda_svc._route_async_failure(target, function["config"]["FunctionName"], event, result)


def install() -> None:
    """Let ministack's other services invoke asynchronously by this."""
    lambda_svc.invoke_async_with_retry = invoke_in_background
