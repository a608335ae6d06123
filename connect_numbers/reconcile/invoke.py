"""Calling the function that rebuilds a ledger."""

from __future__ import annotations

import json
import time
from typing import Any

from ..aws.aws import Aws
from ..exit_code import ExitCode
from ..problem import Problem
from .report import CHANGES


def reconcile(aws: Aws, function: str, *, dry_run: bool) -> dict[str, Any]:
    """Let the function go on until it is complete: its report, with what each of its invocations did.

    Raises:
        Problem: it failed.
    """
    request: dict[str, Any] = {"DryRun": dry_run}
    done: dict[str, list[Any]] = {name: [] for name in CHANGES}
    while True:
        event = json.dumps({"Reconcile": request}).encode()
        answer = aws.invoking_lambda().invoke(FunctionName=function, Payload=event)
        report = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            message = report.get("errorMessage", report)
            raise Problem(f"{function} failed: {message} Its log has more.", ExitCode.AWS)
        for name in CHANGES:
            done[name] += report.get(name, [])
        if report["Complete"]:
            return {**report, **done}
        # What was read and done by then is kept.
        time.sleep(report["Seconds"])
        request["Cursor"] = report["Cursor"]
