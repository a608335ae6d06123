"""What of a function's output goes to its log group, by the log level that it was given.

ministack writes all of it. Lambda's Node runtime leaves out what is below the function's ApplicationLogLevel, the
errors that end an invocation included. ministack's output no longer tells the levels apart, which at FATAL it need
not: no method of Node's console writes at that level.
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
"""

from typing import Any

from ministack.services import lambda_svc

_EMIT = lambda_svc._emit_lambda_logs


def install() -> None:
    """Make ministack leave out what Lambda would."""
    lambda_svc._emit_lambda_logs = _emit


def _emit(func: dict[str, Any], request_id: str, log_text: str, *more: int) -> None:
    config = func.get("config") or func
    _EMIT(func, request_id, "" if _is_silent(config) else log_text, *more)


def _is_silent(config: dict[str, Any]) -> bool:
    level = (config.get("LoggingConfig") or {}).get("ApplicationLogLevel")
    return level == "FATAL" and str(config.get("Runtime", "")).startswith("nodejs")
