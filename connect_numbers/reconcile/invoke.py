"""Calling the function that rebuilds a ledger."""

from __future__ import annotations

import json
from typing import Any

from ..aws.aws import Aws
from ..exit_code import ExitCode
from ..problem import Problem


def reconcile(aws: Aws, function_name: str, *, dry_run: bool) -> dict[str, Any]:
    """Let the function go on until it is complete: its report.

    Raises:
        Problem: it failed.
    """
    event: dict[str, Any] = {"DryRun": dry_run}
    while True:
        answer = aws.invoking_lambda().invoke(FunctionName=function_name, Payload=json.dumps(event).encode())
        report = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            message = report.get("errorMessage", report)
            raise Problem(f"{function_name} failed: {message} Its log has more.", ExitCode.AWS)
        if report["Complete"]:
            return dict(report)
        # It had not the time; what it has read by then is kept in the ledger.
        event["Cursor"] = report["Cursor"]
