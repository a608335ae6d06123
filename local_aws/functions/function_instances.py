"""Running several instances of one Lambda function at once.

ministack has one process per function, and lets invocations wait for each other. Lambda starts another instance while
all are busy. So tests can run our handler many times at once.
"""

import os
import tempfile
import threading
import zipfile
from pathlib import Path

from ministack.core import lambda_runtime

from local_aws.functions.function_process import Configuration, FunctionProcess, Result

DEFAULT_INSTANCES_PER_FUNCTION = 16


class FunctionInstances:
    """Takes an idle instance of a Python function for an event, or starts one.

    Past LOCAL_AWS_INSTANCES_PER_FUNCTION instances (default 16) events wait for an idle one; Lambda would throttle.
    ministack keeps it in the place of its Worker, and kills it when the function is changed or deleted.
    """

    def __init__(self, function_name: str, configuration: Configuration, code_zip: bytes) -> None:
        self._name = function_name
        self._configuration = configuration
        self._code_zip = code_zip
        self._code: tempfile.TemporaryDirectory[str] | None = None
        self._idle: list[FunctionProcess] = []
        self._busy: set[FunctionProcess] = set()
        self._lock = threading.Lock()
        self._killed = False
        instances = int(os.environ.get("LOCAL_AWS_INSTANCES_PER_FUNCTION", DEFAULT_INSTANCES_PER_FUNCTION))
        self._free = threading.BoundedSemaphore(instances)
        _ALL.add(self)

    def handle(self, event: object, request_id: str, depth: int) -> Result:
        """Handle one event in an instance of its own."""
        with self._free:
            instance = self._take()
            try:
                return instance.invoke(event, request_id, depth)
            finally:
                self._give_back(instance)

    def kill(self) -> None:
        """Take no more events: idle instances end now, busy ones when they have answered, as on Lambda."""
        with self._lock:
            self._killed = True
            for instance in self._idle:
                instance.end()
            self._idle.clear()
            self._forget_code()

    def end(self) -> None:
        """End all instances, busy ones too."""
        self.kill()
        with self._lock:
            for instance in self._busy:
                instance.end()

    def _take(self) -> FunctionProcess:
        with self._lock:
            instance = self._idle.pop() if self._idle else FunctionProcess(self._configuration, self._code_folder())
            self._busy.add(instance)
            return instance

    def _give_back(self, instance: FunctionProcess) -> None:
        with self._lock:
            self._busy.discard(instance)
            if self._killed:
                instance.end()
                self._forget_code()
            else:
                self._idle.append(instance)

    def _code_folder(self) -> Path:
        if self._code is None:
            self._code = tempfile.TemporaryDirectory(prefix=f"local-aws-{self._name}-", ignore_cleanup_errors=True)
            archive = Path(self._code.name) / "code.zip"
            archive.write_bytes(self._code_zip)
            with zipfile.ZipFile(archive) as code:
                code.extractall(Path(self._code.name) / "code")
        return Path(self._code.name) / "code"

    def _forget_code(self) -> None:
        if self._code is not None and not self._busy:
            self._code.cleanup()
            self._code = None
        if not self._busy:
            _ALL.discard(self)


_ALL: set[FunctionInstances] = set()


def instances_of(function_name: str, configuration: Configuration, code_zip: bytes) -> FunctionInstances:
    """The instances of a function's present code and configuration."""
    instances: FunctionInstances = lambda_runtime.get_or_create_worker(
        function_name, configuration, code_zip, qualifier=configuration.get("Version", "$LATEST")
    )
    return instances


def end_all() -> None:
    """End every process of every function."""
    for instances in list(_ALL):
        instances.end()


_WORKER = lambda_runtime.Worker


def is_run_here(configuration: Configuration) -> bool:
    """Tell whether a function is run by this package; ministack runs the others, one event at a time."""
    zipped = configuration.get("PackageType", "Zip") == "Zip" and not configuration.get("Layers")
    return zipped and str(configuration.get("Runtime", "")).startswith("python")


def install() -> None:
    """Let ministack keep instances of Python functions."""

    def worker(function_name: str, configuration: Configuration, code_zip: bytes) -> object:
        kind = FunctionInstances if is_run_here(configuration) else _WORKER
        return kind(function_name, configuration, code_zip)

    lambda_runtime.Worker = worker
