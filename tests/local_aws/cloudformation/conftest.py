"""Stacks of custom resources that write down what they are asked."""

import io
import json
import time
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.local_aws.cloudformation import recorder
from tests.support.local_aws import LocalAws


class RecordingStack:
    """One stack under test. Its resources are given as `{logical id: properties}`, or whole definitions."""

    def __init__(self, local_aws: LocalAws, service_token: str, folder: Path) -> None:
        self.cloudformation = local_aws.client("cloudformation")
        self.name = f"stack-{uuid.uuid4().hex[:8]}"
        self.folder = folder
        self._service_token = service_token
        self._journal = folder / "journal"

    def resource(self, *, depends_on: str | None = None, attributes: dict[str, str] | None = None, **properties: Any):
        definition: dict[str, Any] = {
            "Type": "Custom::Recorded",
            "Properties": {"ServiceToken": self._service_token, "Journal": str(self._journal), **properties},
            **(attributes or {}),
        }
        if depends_on:
            definition["DependsOn"] = depends_on
        return definition

    def create(self, resources: dict[str, Any], *, disable_rollback: bool = False, **tags: str) -> str:
        self.start_create(resources, disable_rollback=disable_rollback, **tags)
        return self.settled()

    def start_create(self, resources: dict[str, Any], *, disable_rollback: bool = False, **tags: str) -> None:
        self.cloudformation.create_stack(
            StackName=self.name,
            TemplateBody=json.dumps({"Resources": resources}),
            Tags=[{"Key": f"local-aws:{key.replace('_', '-')}", "Value": value} for key, value in tags.items()],
            DisableRollback=disable_rollback,
        )

    def update(self, resources: dict[str, Any], *, disable_rollback: bool = False) -> str:
        self.cloudformation.update_stack(
            StackName=self.name,
            TemplateBody=json.dumps({"Resources": resources}),
            DisableRollback=disable_rollback,
        )
        return self.settled()

    def delete(self) -> str:
        self.cloudformation.delete_stack(StackName=self._stack_id())
        return self.settled()

    def settled(self, seconds: float = 30) -> str:
        stack_id = self._stack_id()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            status = self.cloudformation.describe_stacks(StackName=stack_id)["Stacks"][0]["StackStatus"]
            if not status.endswith("_IN_PROGRESS"):
                return str(status)
            time.sleep(0.05)
        raise AssertionError(f"{self.name} is still {status} after {seconds} s")

    def requests(self) -> list[dict[str, Any]]:
        """What the resources were asked so far, in order."""
        return [json.loads(line) for line in self._journal.read_text().splitlines()]

    def requests_once_there_are(self, count: int, seconds: float = 30) -> list[dict[str, Any]]:
        """What they were asked so far, as soon as that is so many requests."""
        deadline = time.monotonic() + seconds
        while not self._journal.exists() or len(requests := self.requests()) < count:
            assert time.monotonic() < deadline, f"not {count} requests after {seconds} s"
            time.sleep(0.05)
        return requests

    def asked(self) -> list[str]:
        """The requests in short: `Delete A old-name`, the name being the physical id asked about."""
        return [
            " ".join(filter(None, (event["RequestType"], event["LogicalResourceId"], event.get("PhysicalResourceId"))))
            for event in self.requests()
        ]

    def forget(self) -> None:
        self._journal.unlink()

    def reasons(self, status: str) -> dict[str, str]:
        """The reasons of a status, by logical id."""
        events = self.cloudformation.describe_stack_events(StackName=self._stack_id())["StackEvents"]
        return {
            event["LogicalResourceId"]: event.get("ResourceStatusReason", "")
            for event in events
            if event["ResourceStatus"] == status
        }

    def events(self) -> list[tuple[str, str]]:
        """Logical ids and statuses, in order."""
        events = self.cloudformation.describe_stack_events(StackName=self._stack_id())["StackEvents"]
        return [(event["LogicalResourceId"], event["ResourceStatus"]) for event in reversed(events)]

    def statuses(self) -> list[str]:
        """Every status that the stack itself went through, in order."""
        events = self.cloudformation.describe_stack_events(StackName=self._stack_id())["StackEvents"]
        return [e["ResourceStatus"] for e in reversed(events) if e["ResourceType"] == "AWS::CloudFormation::Stack"]

    def resources(self) -> dict[str, tuple[str, str]]:
        summaries = self.cloudformation.list_stack_resources(StackName=self.name)["StackResourceSummaries"]
        return {s["LogicalResourceId"]: (s["PhysicalResourceId"], s["ResourceStatus"]) for s in summaries}

    def _stack_id(self) -> str:
        if not hasattr(self, "_id"):
            self._id = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["StackId"]
        return self._id


@pytest.fixture(scope="session")
def service_token(started_local_aws: LocalAws) -> Iterator[str]:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as code:
        code.writestr("recorder.py", Path(recorder.__file__).read_text())
    functions = started_local_aws.client("lambda")
    name = f"recorder-{uuid.uuid4().hex[:8]}"
    function = functions.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role="arn:aws:iam::123456789012:role/recorder",
        Handler="recorder.handler",
        Timeout=30,
        Code={"ZipFile": archive.getvalue()},
    )
    yield function["FunctionArn"]
    functions.delete_function(FunctionName=name)


@pytest.fixture
def stack(local_aws: LocalAws, service_token: str, tmp_path: Path) -> RecordingStack:
    return RecordingStack(local_aws, service_token, tmp_path)
