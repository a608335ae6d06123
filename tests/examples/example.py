"""An example's folder, copied, and its stacks on the local AWS."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.local_aws import LocalAws

EXAMPLES = Path(__file__).parents[2] / "examples"
LEFT_BEHIND = shutil.ignore_patterns("cdk.out", "cdk.context.json", "*_cache", "__pycache__")


class Example:
    """One example. `cdk` and `shell` run in the copy, as a user would in the folder."""

    def __init__(self, local_aws: LocalAws, name: str, folder: Path) -> None:
        self.local_aws = local_aws
        self.folder = folder / name
        shutil.copytree(EXAMPLES / name, self.folder, ignore=LEFT_BEHIND)
        self._seen = len(local_aws.connect.journal())

    def cdk(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self.local_aws.cdk(*arguments, cwd=self.folder)

    def shell(self, command: str, *, check: bool = True, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run a line for a shell; the local AWS in place of an account."""
        done = subprocess.run(
            ["/bin/bash", "-euc", command],
            cwd=self.folder,
            env={**os.environ, **self.local_aws.environment, **environment},
            check=False,
            capture_output=True,
            text=True,
        )
        assert not check or done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done

    def numbers(self, instance_arn: str) -> dict[str, dict[str, Any]]:
        """What the local Connect says is claimed to the instance, by number."""
        return {
            number["phone_number"]: number
            for number in self.local_aws.connect.numbers()
            if number["instance_arn"] == instance_arn
        }

    def operations(self, instance_arn: str, operation: str) -> list[dict[str, Any]]:
        """The parameters of the successful calls since the example was copied that name the instance."""
        return [
            call["parameters"]
            for call in self.local_aws.connect.journal()[self._seen :]
            if (call["operation"], call["status_code"]) == (operation, 200)
            and instance_arn.rpartition("/")[2] in json.dumps(call["parameters"])
        ]

    def stacks(self) -> set[str]:
        """The names of the stacks that are there."""
        pages = self.local_aws.client("cloudformation").get_paginator("describe_stacks").paginate()
        return {stack["StackName"] for page in pages for stack in page["Stacks"]}


def path_with_this_python() -> str:
    """PATH with this Python's folder first: what `python app.py` in cdk.json finds in an activated environment."""
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
