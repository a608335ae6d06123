"""A CDK app that a test deploys."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class DeploymentFailed(Exception):
    """The CDK CLI ended with an error; the message has all that it said."""


@dataclass
class DeployedApp:
    """The stacks of one app on the local AWS.

    Attributes:
        folder: where its cdk.json is.
        stacks: those that were named; none: all.
        context: context values beside the local AWS's own, `instance_arn` and `contact_flow_arn`.
        outputs: the stacks' outputs, by stack name and key.
    """

    folder: Path
    stacks: tuple[str, ...]
    context: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _assembly: tempfile.TemporaryDirectory[str] = field(default_factory=tempfile.TemporaryDirectory, repr=False)

    def deploy(self) -> None:
        """Deploy, again if need be, and read the outputs. Raises DeploymentFailed."""
        with tempfile.TemporaryDirectory() as temporary:
            file = Path(temporary) / "outputs.json"
            self._cdk("deploy", "--outputs-file", str(file), "--output", self._assembly.name)
            self.outputs = json.loads(file.read_text()) if file.is_file() else {}

    def destroy(self) -> None:
        """Destroy the stacks as they were deployed last; what they retain stays. Raises DeploymentFailed."""
        is_synthesised = Path(self._assembly.name, "manifest.json").is_file()
        self._cdk("destroy", "--force", "--app" if is_synthesised else "--output", self._assembly.name)

    def _cdk(self, command: str, *options: str) -> None:
        context = [word for name, value in self.context.items() for word in ("--context", f"{name}={value}")]
        done = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-m", "local_aws", "cdk", command, *(self.stacks or ("--all",)), *options, *context],
            cwd=self.folder,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise DeploymentFailed(f"cdk {command} of {self.folder} failed:\n{done.stdout}{done.stderr}")


class Deploy(Protocol):
    """Deploys the app of a folder with a cdk.json: the stacks that are named, or all."""

    def __call__(self, folder: Path, *stacks: str, context: Mapping[str, str] | None = None) -> DeployedApp:
        """The app, whose outputs are read. Raises DeploymentFailed."""
