"""Deploying a cloud assembly as the CDK CLI does, but by CloudFormation's API: Node does not start each time."""

import io
import json
import time
import zipfile
from collections.abc import Iterable
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from local_aws.command_line.cdk import ready_local_aws
from tests.support.local_aws import LocalAws

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
POLL_SECONDS = 0.2


class CloudAssembly:
    """The stacks of a cloud assembly, and their files."""

    def __init__(self, local_aws: LocalAws, folder: Path) -> None:
        self._local_aws = local_aws
        self._folder = folder
        self._cloudformation = local_aws.client("cloudformation")
        self._s3 = local_aws.client("s3")
        artifacts = json.loads((folder / "manifest.json").read_text())["artifacts"]
        stacks = {name for name, artifact in artifacts.items() if artifact["type"] == "aws:cloudformation:stack"}
        self._depends_on = {name: stacks & set(artifacts[name].get("dependencies", ())) for name in stacks}

    def deploy(self, *names: str) -> bool:
        """Deploy these stacks, and the stacks that they depend on. Without names: all stacks.

        Stacks that do not depend on each other are deployed at the same time. Returns whether all succeeded.
        """
        ready_local_aws(bootstrapped=True)
        order = TopologicalSorter(self._with_dependencies(names or self._depends_on))
        order.prepare()
        while order.is_active():
            ready = order.get_ready()
            for name in ready:
                self._start(name)
            statuses = [self._ended(name) for name in ready]
            if not {"CREATE_COMPLETE", "UPDATE_COMPLETE"}.issuperset(statuses):
                return False
            order.done(*ready)
        return True

    def destroy(self) -> None:
        """Delete the stacks, dependents first. AssertionError if a stack can't be deleted."""
        for name in reversed(list(TopologicalSorter(self._depends_on).static_order())):
            self.delete(name)

    def delete(self, name: str) -> None:
        """Delete one stack. AssertionError if it can't be deleted."""
        if name in self._local_aws.stacks():
            self._cloudformation.delete_stack(StackName=name)
            status = self._ended(name)
            assert status == "DELETE_COMPLETE", f"{name} is {status}"

    def _with_dependencies(self, names: Iterable[str]) -> dict[str, set[str]]:
        chosen: dict[str, set[str]] = {}
        for name in names:
            chosen |= {name: self._depends_on[name], **self._with_dependencies(self._depends_on[name])}
        return chosen

    def _start(self, name: str) -> None:
        self._publish(name)
        status = self._local_aws.stacks().get(name)
        if status == "ROLLBACK_COMPLETE":
            # The CLI deletes such a stack first, because it can't be updated.
            self.delete(name)
            status = None
        change = self._cloudformation.update_stack if status else self._cloudformation.create_stack
        template = (self._folder / f"{name}.template.json").read_text()
        change(StackName=name, TemplateBody=template, Capabilities=CAPABILITIES)

    def _ended(self, name: str) -> str:
        while (status := self._local_aws.stacks().get(name, "DELETE_COMPLETE")).endswith("_IN_PROGRESS"):
            time.sleep(POLL_SECONDS)
        return status

    def _publish(self, name: str) -> None:
        files = json.loads((self._folder / f"{name}.assets.json").read_text())["files"]
        for file in files.values():
            for place in file["destinations"].values():
                body = self._read(file["source"])
                self._s3.put_object(Bucket=place["bucketName"], Key=place["objectKey"], Body=body)

    def _read(self, source: dict[str, Any]) -> bytes:
        path = self._folder / source["path"]
        if source["packaging"] == "file":
            return path.read_bytes()
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
            for each in sorted(path.rglob("*")):
                zipped.write(each, each.relative_to(path))
        return archive.getvalue()
