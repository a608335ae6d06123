"""Executing a function once, whoever invokes it."""

import copy
import time
from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import lambda_svc

from local_aws.functions.function_instances import instances_of, is_run_here
from local_aws.functions.throttles import THROTTLES, refusal

Function = dict[str, Any]
"""ministack's record of a function: `config` and `code_zip`."""

_EXECUTE = lambda_svc._execute_function


def execute(function: Function, event: object, request_id: str | None = None) -> dict[str, Any]:
    """Execute a function in the account and Region that it belongs to. Stands in for ministack's `_execute_function`.

    Answers ministack's result: `body`, `log`, and where it went wrong `error`, and `throttle` where Lambda refused.
    """
    configuration = function.get("config") or function
    if lambda_svc._function_config_scope_mismatch(configuration):
        moved: dict[str, Any] = lambda_svc._run_with_function_config_scope(
            configuration, execute, function, event, request_id
        )
        return moved
    with THROTTLES.admitted(configuration["FunctionName"]) as is_admitted:
        if not is_admitted:
            return refusal()
        return _execute(function, configuration, event, request_id or new_uuid())


def _execute(function: Function, configuration: dict[str, Any], event: object, request_id: str) -> dict[str, Any]:
    if not function.get("code_zip") or not is_run_here(configuration) or lambda_svc._durable_ctx.get():
        answered: dict[str, Any] = _EXECUTE(function, copy.deepcopy(event))
        return answered
    started = time.monotonic()
    instances = instances_of(configuration["FunctionName"], configuration, function["code_zip"])
    result = instances.handle(event, request_id, lambda_svc._invoke_depth.get())
    duration = int((time.monotonic() - started) * 1000)
    lambda_svc._emit_lambda_logs(function, request_id, result["log"], bool(result.get("error")), duration)
    return result


def install() -> None:
    """Let everything in ministack that invokes a function do it by this."""
    lambda_svc._execute_function = execute
