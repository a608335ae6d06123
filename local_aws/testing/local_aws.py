"""The local AWS that a run of tests has for itself."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from local_aws.command_line.down import end
from local_aws.command_line.up import start_detached
from local_aws.connect import ControlClient
from local_aws.control import AwsControlClient
from local_aws.environment import DEFAULT_REGION, client_environment
from local_aws.network import PORT_VARIABLE, free_endpoints
from local_aws.running import RunningLocalAws
from local_aws.seed import seed
from local_aws.testing.deployed_app import DeployedApp

AT_CONNECT = {"connect", "service-quotas", "cloudtrail"}
RETRIES = Config(retries={"mode": "standard", "max_attempts": 10})


@dataclass(frozen=True)
class LocalAws:
    """A local AWS that runs.

    Attributes:
        running: where it listens.
    """

    running: RunningLocalAws

    @property
    def instance_arn(self) -> str:
        """The Amazon Connect instance of the context value `instance_arn`."""
        return self.running.instance_arn

    @property
    def contact_flow_arn(self) -> str:
        """The flow of the context value `contact_flow_arn`."""
        return self.running.contact_flow_arn

    @property
    def environment(self) -> dict[str, str]:
        """What an SDK or the AWS CLI needs to reach it, on top of os.environ."""
        return client_environment(self.running.endpoints)

    @property
    def connect(self) -> ControlClient:
        """The other side of Amazon Connect: its numbers, journal, clock, faults."""
        return ControlClient(self.running.endpoints.connect_url)

    @property
    def control(self) -> AwsControlClient:
        """The other side of Lambda, DynamoDB and CloudFormation."""
        return self.running.control

    def client(self, service: str, region_name: str = DEFAULT_REGION) -> Any:  # noqa: ANN401 - boto3 makes its clients' classes
        """A boto3 client of any service that the local AWS has."""
        endpoints, environment = self.running.endpoints, self.environment
        return boto3.client(  # type: ignore[call-overload]
            service,
            region_name=region_name,
            endpoint_url=endpoints.connect_url if service in AT_CONNECT else endpoints.url,
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            config=RETRIES,
        )

    def new_instance(self) -> tuple[str, str]:
        """Make another Amazon Connect instance with a contact flow: their ARNs."""
        seeded = seed(self.client("connect"), f"test-{uuid.uuid4().hex[:12]}")
        return seeded.instance_arn, seeded.contact_flow_arn

    def cdk(self, *arguments: str, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the CDK CLI in a folder, its output captured. AssertionError where it fails, unless not to be checked."""
        return self.command("cdk", *arguments, cwd=cwd, check=check)

    def command(self, *arguments: str, cwd: Path | None = None, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `python -m local_aws`, its output captured. AssertionError as `cdk`."""
        completed = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-m", "local_aws", *arguments], cwd=cwd, check=False, capture_output=True, text=True
        )
        if check and completed.returncode:
            words = " ".join(completed.args)
            raise AssertionError(f"{words} ended with {completed.returncode}:\n{completed.stdout}\n{completed.stderr}")
        return completed

    def deploy(self, folder: Path, *stacks: str, context: Mapping[str, str] | None = None) -> DeployedApp:
        """Deploy the app of a folder with a cdk.json: the stacks that are named, or all. Raises DeploymentFailed."""
        app = DeployedApp(folder, stacks, context or {})
        app.deploy()
        return app

    def outputs(self, stack_name: str) -> dict[str, str]:
        """The outputs of a stack, by key."""
        stacks = self.client("cloudformation").describe_stacks(StackName=stack_name)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stacks[0].get("Outputs", [])}


@contextmanager
def local_aws_process(set_environment: Callable[[str, str], None]) -> Iterator[LocalAws]:
    """A local AWS on free ports, with a folder of its own, until it is left.

    `set_environment(name, value)` lets this process, and those that it starts, find that one and no other.
    """
    with tempfile.TemporaryDirectory(prefix="local-aws-tests-") as home:
        port = free_endpoints().port
        set_environment("LOCAL_AWS_HOME", home)
        set_environment(PORT_VARIABLE, str(port))
        running = start_detached(port)
        try:
            yield LocalAws(running)
        finally:
            end(running.pid)
