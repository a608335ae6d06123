"""The Provider framework's own runtime, out of the aws-cdk-lib that is installed, in a Node process."""

import json
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from local_aws.node import node_binary

_FOLDER = "package/custom-resources/lib/provider-framework/runtime/"
_HARNESS = Path(__file__).with_name("harness.js")

Edge = Callable[[dict[str, Any]], dict[str, Any]]
"""Answers a question of the runtime; `{"error": …}` becomes an exception there."""


@dataclass
class Outcome:
    """What came of one invocation of a function of the framework.

    Attributes:
        logs: what it logged.
        threw: what Lambda reports of an exception, else None.
    """

    logs: list[str] = field(default_factory=list)
    threw: dict[str, Any] | None = None


def extract_runtime(folder: Path) -> Path:
    """Unpack the runtime's JavaScript from aws-cdk-lib; its folder."""
    (package,) = (each for each in files("aws_cdk._jsii").iterdir() if each.name.startswith("aws-cdk-lib@"))
    with package.open("rb") as file, tarfile.open(fileobj=file) as archive:
        for member in archive:
            if member.name.startswith(_FOLDER) and member.name.endswith(".js"):
                member.name = member.name.removeprefix(_FOLDER)
                archive.extract(member, folder, filter="data")
    return folder


class FrameworkRuntime:
    """The process; used as a context manager."""

    def __init__(self, folder: Path) -> None:
        """`folder` has the runtime's JavaScript."""
        self.folder = str(folder.resolve())

    def __enter__(self) -> Self:
        command = [node_binary(), str(_HARNESS), self.folder]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._process:
            self._process.kill()

    def invoke(self, handler: str, event: dict[str, Any], edges: dict[str, Edge]) -> Outcome:
        """Call one of the framework's functions (`onEvent`, `isComplete`, `onTimeout`).

        Args:
            handler: which.
            event: its event.
            edges: answer `httpRequest`, `invokeFunction` and `startExecution`.
        """
        self._write({"handler": handler, "event": event})
        while "ask" in (message := self._read()):
            self._write(edges[message["ask"]](message))
        return Outcome(**message)

    def _write(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the runtime ended with {self._process.poll()}"
        return dict(json.loads(line))
