"""Running several instances of one Lambda function at once.

ministack has one process per function and lets invocations wait for each other. Lambda starts another instance while
all are busy, and what our handler does when it runs many times at once is what there is to see here.
"""

import os
import threading
from typing import Any, Protocol

from ministack.core import lambda_runtime

from local_aws.node import node_binary

DEFAULT_INSTANCES_PER_FUNCTION = 16


class FunctionInstance(Protocol):
    """ministack's process of one function: it handles one event at a time."""

    def invoke(self, event: dict[str, Any], request_id: str) -> dict[str, Any]:
        """Handle one event."""

    def kill(self) -> None:
        """End the process."""


class FunctionInstances:
    """Stands in for ministack's Worker: takes an idle instance for an event, or starts one.

    Past LOCAL_AWS_INSTANCES_PER_FUNCTION instances (default 16) events wait for an idle one; Lambda would throttle.
    """

    def __init__(self, func_name: str, config: dict[str, Any], code_zip: bytes) -> None:
        self._arguments = (func_name, config, code_zip)
        self._idle: list[FunctionInstance] = []
        self._all: list[FunctionInstance] = []
        self._lock = threading.Lock()
        self._killed = False
        instances = int(os.environ.get("LOCAL_AWS_INSTANCES_PER_FUNCTION", DEFAULT_INSTANCES_PER_FUNCTION))
        self._free = threading.BoundedSemaphore(instances)

    def invoke(self, event: dict[str, Any], request_id: str) -> dict[str, Any]:
        """Handle one event in an instance of its own."""
        with self._free:
            instance = self._take()
            try:
                return instance.invoke(event, request_id)
            finally:
                self._give_back(instance)

    def kill(self) -> None:
        """End all instances."""
        with self._lock:
            self._killed = True
            for instance in self._all:
                instance.kill()
            self._idle.clear()
            self._all.clear()

    def _take(self) -> FunctionInstance:
        with self._lock:
            if self._idle:
                return self._idle.pop()
            instance: FunctionInstance = _INSTANCE(*self._arguments)
            self._all.append(instance)
            return instance

    def _give_back(self, instance: FunctionInstance) -> None:
        with self._lock:
            if self._killed:
                # The function was changed or deleted while events of its old code were still waiting.
                instance.kill()
            else:
                self._idle.append(instance)


_INSTANCE = lambda_runtime.Worker
_DETECT_RUNTIME_BINARY = lambda_runtime._detect_runtime_binary


def install() -> None:
    """Make ministack run functions in as many instances as are busy at once."""
    lambda_runtime.Worker = FunctionInstances
    lambda_runtime._detect_runtime_binary = _runtime_binary


def _runtime_binary(runtime: str) -> tuple[str, str]:
    # The `node` on PATH may be a script that starts Node: killing that would leave Node running.
    binary, script = _DETECT_RUNTIME_BINARY(runtime)
    return (node_binary() if binary == "node" else binary), script
