"""The function as a process of its own, as Lambda has it.

Started as a program it answers invocations, one line of JSON each, with boto3 against what AWS_ENDPOINT_URL names.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.handler.lifecycle import FunctionKilled

ROOT = Path(__file__).parents[2]


class FunctionProcess:
    """Started when it is needed, and again when it was killed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """`environment` is added to this process's own."""
        path = os.pathsep.join([str(ROOT), str(ROOT / "lambda")])
        self._environment = {**os.environ, **environment, "PYTHONPATH": path}
        self._process: subprocess.Popen[str] | None = None

    def invoke(self, function: str, event: Mapping[str, Any], invocation: str, now: float) -> dict[str, Any]:
        """Call `on_event` or `is_complete`, at `now` by the function's clock.

        Raises:
            FunctionKilled: the process is gone; there is no answer.
            RuntimeError: the function raised an error, whose words these are.
        """
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([function, event, invocation, now]) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise FunctionKilled(f"killed by signal {-process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    def kill(self) -> None:
        """End it at once, wherever it is."""
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End it, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def _running(self) -> "subprocess.Popen[str]":
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.function_process"],
                env=self._environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        return self._process


def serve() -> None:
    """Answer invocations until there are no more."""
    from connect_phone_numbers import handler, metrics  # noqa: PLC0415 - of the child process only

    metrics.emit = lambda *_: None  # type: ignore[assignment] - the answers go to standard output
    functions: dict[str, Callable[..., dict[str, Any]]] = {
        "on_event": handler.on_event,
        "is_complete": handler.is_complete,
    }
    clock = _Clock()
    handler.time = clock  # type: ignore[assignment]
    for line in sys.stdin:
        function, event, invocation, now = json.loads(line)
        clock.set(now)
        context = SimpleNamespace(aws_request_id=invocation, get_remaining_time_in_millis=lambda: 60_000)
        try:
            answer = functions[function](event, context)
        except Exception as error:  # noqa: BLE001 - Lambda reports whatever a function raises
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


class _Clock:
    """Goes on from the moment given, faster where somebody sleeps."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def set(self, now: float) -> None:
        self._ahead = now - time.time()

    def time(self) -> float:
        return time.time() + self._ahead

    def sleep(self, seconds: float) -> None:
        self._ahead += seconds


if __name__ == "__main__":
    serve()
