"""The task `arn:aws:states:::lambda:invoke`: its answer, and the names of its errors.

https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
"""

import json
from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import lambda_svc, stepfunctions

from local_aws.step_functions.failures import StatesError

RESOURCE = ":states:::lambda:invoke"
"""The end of its ARN, which begins with the partition."""


def invoke_function(arguments: dict[str, Any]) -> dict[str, Any]:
    """Invoke and await a function: Payload, StatusCode and the like. Blocks: run it in a thread.

    Raises StatesError by the name that the function's error has (its errorType), or Lambda's with `Lambda.` before it.
    """
    function_arn = stepfunctions._resolve_lambda_function_ref(arguments.get("FunctionName", ""), optimized=True)
    function, configuration, name = lambda_svc._get_func_record_for_ref(function_arn)
    if function is None or configuration is None:
        raise _service_error("ResourceNotFoundException", f"Function not found: {name}", 404)
    record = lambda_svc._execution_record_for_config(function, configuration)
    result = lambda_svc._execute_function_with_config_scope(record, arguments.get("Payload", {}))
    if result.get("throttle"):
        raise _service_error("TooManyRequestsException", str(result["body"]["message"]), 429)
    if result.get("error"):
        raise _function_error(result.get("body"))
    return {
        "ExecutedVersion": configuration.get("Version", "$LATEST"),
        "Payload": _as_json(result.get("body")),
        "SdkHttpMetadata": {"HttpStatusCode": 200},
        "SdkResponseMetadata": {"RequestId": new_uuid()},
        "StatusCode": 200,
    }


def _service_error(code: str, message: str, status: int) -> Exception:
    cause = f"{message} (Service: Lambda, Status Code: {status}, Request ID: {new_uuid()})"
    error: Exception = StatesError(f"Lambda.{code}", cause)
    return error


def _function_error(payload: object) -> Exception:
    named = payload.get("errorType") if isinstance(payload, dict) else None
    error: Exception = StatesError(named or "Lambda.Unknown", json.dumps(payload))
    return error


def _as_json(body: object) -> object:
    if not isinstance(body, str | bytes):
        return body
    try:
        parsed: object = json.loads(body)
    except ValueError:
        return body
    return parsed
