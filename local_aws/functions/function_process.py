"""One process of a Python function: Lambda calls it an execution environment. It handles one event at a time."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import IO, Any, TypeAlias

from ministack.core import lambda_runtime
from ministack.core.responses import new_uuid
from ministack.services import lambda_svc

RUNTIME = Path(__file__).with_name("runtime.py")
LOG_SECONDS = 1.0
ENDING_SECONDS = 5.0

Configuration: TypeAlias = dict[str, Any]
Result: TypeAlias = dict[str, Any]
"""What ministack makes of an invocation: `body`, `log`, and `error` where the function ended in one."""


class FunctionProcess:
    """Starts with the first event, and starts anew after a crash or a time-out; a mere exception leaves it running."""

    def __init__(self, configuration: Configuration, code_folder: Path) -> None:
        self._configuration = configuration
        self._code_folder = code_folder
        self._process: _Running | None = None

    def invoke(self, event: object, request_id: str, depth: int) -> Result:
        """Handle one event. Function errors have the names that Lambda gives them."""
        if self._process is None or not self._process.is_alive():
            self._process = _Running(self._configuration, self._code_folder)
            initialised = self._process.receive(None)
            if initialised is None or "error" in initialised:
                return self._ended(initialised, request_id)
        timeout = float(self._configuration.get("Timeout", 3))
        mark = f"end of {uuid.uuid4()}"
        invocation = {"event": event, "request_id": request_id, "depth": depth, "mark": mark}
        self._process.send({**invocation, "deadline": time.time() + timeout})
        try:
            answer = self._process.receive(timeout)
        except queue.Empty:
            message = f"RequestId: {request_id} Error: Task timed out after {timeout:.2f} seconds"
            return self._ended({"error": {"errorType": "Sandbox.Timedout", "errorMessage": message}}, request_id)
        if answer is None:
            return self._ended(None, request_id)
        log = self._process.log_until(mark)
        if "error" in answer:
            return _failure(answer["error"], log)
        # ministack takes a text for JSON, and Lambda answers a function's text as JSON.
        result = answer["result"]
        return {"body": json.dumps(result) if isinstance(result, str) else result, "log": log}

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.kill()

    def _ended(self, answer: dict[str, Any] | None, request_id: str) -> Result:
        process, self._process = self._process, None
        if process is None:
            raise AssertionError("there is no process that could have ended")
        if answer is not None:
            process.kill()
            return _failure({**answer["error"], "requestId": request_id}, process.log_until(None))
        status = process.exit_status()
        reason = f"with error: exit status {status}" if status else "without providing a reason"
        message = f"RequestId: {request_id} Error: Runtime exited {reason}"
        return _failure({"errorType": "Runtime.ExitError", "errorMessage": message}, process.log_until(None))


class _Running:
    """The process and its pipes."""

    def __init__(self, configuration: Configuration, code_folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, with a program of ours
            [sys.executable, "-P", str(RUNTIME), str(code_folder), str(configuration.get("Handler", "index.handler"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            cwd=code_folder,
            env=_environment(configuration, code_folder),
        )
        self._answers = _lines_of(self._process.stdout)
        self._log = _lines_of(self._process.stderr)

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def send(self, invocation: dict[str, Any]) -> None:
        if self._process.stdin is None:
            raise AssertionError("the process was started with a pipe")
        try:
            self._process.stdin.write(json.dumps(invocation) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            # It has just ended, and `receive` will say so.
            return

    def receive(self, seconds: float | None) -> dict[str, Any] | None:
        """The next answer; None where the process ended instead. Raises queue.Empty after so many seconds."""
        line = self._answers.get(timeout=seconds)
        if line is None:
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer

    def log_until(self, mark: str | None) -> str:
        """What was printed, up to the mark, or to the end of the process."""
        lines = []
        while True:
            try:
                line = self._log.get(timeout=LOG_SECONDS)
            except queue.Empty:
                break
            if line is None:
                self._log.put(None)
                break
            if line == mark:
                break
            lines.append(line)
        return "\n".join(lines)

    def exit_status(self) -> int:
        """Wait for the end of a process that is ending."""
        try:
            return self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.wait()

    def kill(self) -> None:
        """End it."""
        self._process.kill()


def _lines_of(stream: IO[str] | None) -> "queue.Queue[str | None]":
    """The stream's lines as they come, and None at its end."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in stream or ():
            lines.put(line.rstrip("\n"))
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _failure(error: dict[str, Any], log: str) -> Result:
    return {"body": error, "error": True, "function_error": "Unhandled", "log": log}


def _environment(configuration: Configuration, code_folder: Path) -> dict[str, str]:
    account_id, region = lambda_runtime._account_region_from_function_config(configuration)
    name = configuration["FunctionName"]
    return {
        **os.environ,
        **lambda_svc._runtime_env_vars(configuration),
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": account_id,
        "AWS_LAMBDA_FUNCTION_NAME": name,
        "AWS_LAMBDA_FUNCTION_VERSION": configuration.get("Version", "$LATEST"),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(configuration.get("MemorySize", 128)),
        "AWS_LAMBDA_LOG_GROUP_NAME": configuration.get("LoggingConfig", {}).get("LogGroup", f"/aws/lambda/{name}"),
        "AWS_LAMBDA_LOG_STREAM_NAME": new_uuid(),
        "LAMBDA_TASK_ROOT": str(code_folder),
        "_HANDLER": configuration.get("Handler", "index.handler"),
        "_LAMBDA_FUNCTION_ARN": configuration["FunctionArn"],
    }
