"""The local AWS as tests use it."""

import fcntl
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from boto3.dynamodb.types import TypeDeserializer
from botocore.config import Config

from connect_phone_numbers.aws.services import DEFAULT_LEDGER_TABLE_NAME
from local_aws.command_line.up import start_detached
from local_aws.connect import ControlClient
from local_aws.environment import DEFAULT_REGION, client_environment
from local_aws.network import free_endpoints
from local_aws.running import RunningLocalAws, find_running, home
from local_aws.seed import seed


@dataclass(frozen=True)
class LocalAws:
    """The one local AWS that all tests of a run share. A test isolates itself by an instance and stacks of its own."""

    running: RunningLocalAws

    @property
    def environment(self) -> dict[str, str]:
        """What an SDK needs to reach it, on top of os.environ."""
        return client_environment(self.running.endpoints)

    @property
    def instance_arn(self) -> str:
        return self.running.instance_arn

    @property
    def contact_flow_arn(self) -> str:
        return self.running.contact_flow_arn

    @property
    def connect(self) -> ControlClient:
        """The other side of the local Connect: its numbers, journal, clock, faults."""
        return ControlClient(self.running.endpoints.connect_url)

    def client(self, service: str, region: str | None = None) -> Any:
        """A boto3 client of any service of the local AWS."""
        at_connect = service in ("connect", "service-quotas")
        endpoints = self.running.endpoints
        return boto3.client(
            service,
            region_name=region or DEFAULT_REGION,
            endpoint_url=endpoints.connect_url if at_connect else endpoints.url,
            aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.environment["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"mode": "standard", "max_attempts": 10}),
        )

    def new_instance(self) -> tuple[str, str]:
        """Create a Connect instance and a contact flow in it: their ARNs."""
        seeded = seed(self.client("connect"), f"test-{uuid.uuid4().hex[:12]}")
        return seeded.instance_arn, seeded.contact_flow_arn

    def cdk(self, *arguments: str, cwd: Path, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run `python -m local_aws cdk` in a folder, its output captured."""
        return self.command("cdk", *arguments, cwd=cwd, check=check)

    def command(
        self, *arguments: str, cwd: Path | None = None, check: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        """Run `python -m local_aws`, its output captured."""
        completed = subprocess.run(
            [sys.executable, "-m", "local_aws", *arguments], cwd=cwd, check=False, capture_output=True, text=True
        )
        if check and completed.returncode:
            raise AssertionError(
                f"{completed.args} ended with {completed.returncode}:\n{completed.stdout}\n{completed.stderr}"
            )
        return completed

    def ledger(self) -> list[dict[str, Any]]:
        """Every item of the account's ledger; none where there is no ledger yet."""
        names = self.client("dynamodb").list_tables()["TableNames"]
        if DEFAULT_LEDGER_TABLE_NAME not in names:
            return []
        pages = self.client("dynamodb").get_paginator("scan").paginate(TableName=DEFAULT_LEDGER_TABLE_NAME)
        deserialize = TypeDeserializer().deserialize
        return [{name: deserialize(value) for name, value in item.items()} for page in pages for item in page["Items"]]

    def outputs(self, stack_name: str) -> dict[str, str]:
        """The outputs of a stack, by key."""
        stacks = self.client("cloudformation").describe_stacks(StackName=stack_name)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stacks[0].get("Outputs", [])}


def start_or_find() -> LocalAws:
    """Find the local AWS of this test run, or start it: the first process that asks does, the others wait."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return LocalAws(find_running() or start_detached(free_endpoints().port))
