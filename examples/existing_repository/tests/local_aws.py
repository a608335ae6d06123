"""An AWS on this machine, with the commands that a person would type."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

REPOSITORY = Path(__file__).parents[1]


@dataclass(frozen=True)
class LocalAws:
    """The app's stacks on a local AWS of their own, beside one that may run on this machine already."""

    folder: Path

    def deploy(self) -> dict[str, dict[str, str]]:
        """Deploy all stacks: the outputs of each."""
        outputs = self.folder / "outputs.json"
        self._cdk("deploy", "--all", "--outputs-file", str(outputs))
        deployed: dict[str, dict[str, str]] = json.loads(outputs.read_text())
        return deployed

    def destroy(self) -> None:
        """Destroy all stacks."""
        self._cdk("destroy", "--all", "--force")

    def down(self) -> None:
        """End it; everything in it is gone."""
        self._run("down")

    def numbers(self) -> dict[str, str]:
        """The status of each phone number that Amazon Connect says is claimed."""
        return {number["phone_number"]: number["status"] for number in json.loads(self._run("numbers", "--json"))}

    def invoke(self, function_name: str, event: dict[str, str]) -> Any:
        """Invoke a deployed function: what it answers."""
        environment = dict(word.split("=", 1) for word in shlex.split(self._run("env")) if "=" in word)
        functions = boto3.client(
            "lambda",
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            region_name=environment["AWS_REGION"],
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        )
        answer = functions.invoke(FunctionName=function_name, Payload=json.dumps(event))
        return json.load(answer["Payload"])

    def _cdk(self, *arguments: str) -> None:
        self._run("cdk", *arguments, "--app", f"{sys.executable} app.py", "--output", str(self.folder / "cdk.out"))

    def _run(self, *arguments: str) -> str:
        environment = {"LOCAL_AWS_PORT": "4700", **os.environ, "LOCAL_AWS_HOME": str(self.folder)}
        command = [sys.executable, "-m", "local_aws", *arguments]
        return subprocess.run(
            command, cwd=REPOSITORY, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
