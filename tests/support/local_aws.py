"""The local AWS of the tests."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

from boto3.dynamodb.types import TypeDeserializer
from botocore.exceptions import ClientError

import local_aws.testing
from connect_phone_numbers.aws.services import DEFAULT_LEDGER_TABLE_NAME
from local_aws.command_line.cdk import BOOTSTRAP_STACK
from local_aws.command_line.up import start_detached
from local_aws.network import free_endpoints
from local_aws.seed import seed

DELETION_SECONDS = 90


class LocalAws(local_aws.testing.LocalAws):
    """A local AWS with an empty account: no number, no ledger, the default settings. See `new_account`."""

    def ledger(self) -> list[dict[str, Any]]:
        """Every item of the account's ledger. Empty if there is no ledger yet."""
        if DEFAULT_LEDGER_TABLE_NAME not in self.tables():
            return []
        pages = self.client("dynamodb").get_paginator("scan").paginate(TableName=DEFAULT_LEDGER_TABLE_NAME)
        deserialize = TypeDeserializer().deserialize
        return [{name: deserialize(value) for name, value in item.items()} for page in pages for item in page["Items"]]

    def tables(self) -> list[str]:
        """The names of the tables."""
        return [str(name) for name in self.client("dynamodb").list_tables()["TableNames"]]

    def stacks(self) -> dict[str, str]:
        """The status of each stack by its name, the newest first, without the CDK's own stack."""
        pages = self.client("cloudformation").get_paginator("describe_stacks").paginate()
        stacks = [stack for page in pages for stack in page["Stacks"] if stack["StackName"] != BOOTSTRAP_STACK]
        oldest_first = sorted(stacks, key=lambda stack: stack["CreationTime"])
        return {stack["StackName"]: stack["StackStatus"] for stack in reversed(oldest_first)}


def start() -> LocalAws:
    """Start the local AWS of this process of the test run."""
    return LocalAws(start_detached(free_endpoints().port))


@contextmanager
def new_account(started: LocalAws) -> Iterator[LocalAws]:
    """The local AWS with an empty account, for one test. The test's stacks and tables are deleted afterwards.

    Numbers, instances, quotas, the journal, the clock, faults and settings are forgotten. Stacks and tables from before
    the test stay, because a fixture of the session made them, and so does the CDK's bootstrap stack. A stack or table
    that can't be deleted is left: it has no numbers.
    """
    stacks, tables, settings = set(started.stacks()), set(started.tables()), started.control.settings()
    started.connect.reset()
    settings_of_connect = started.connect.settings()
    running = replace(started.running, **asdict(seed(started.client("connect"))))
    # The CDK CLI and connect-numbers find the instance there.
    running.save()
    yield LocalAws(running)
    started.control.clear()
    started.control.configure(settings)
    started.connect.clear_faults()
    started.connect.configure(settings_of_connect)
    left = [name for name in started.stacks() if name not in stacks]
    for _ in range(len(left)):
        left = [name for name in left if not _delete_stack(started, name)]
    for name in set(started.tables()) - tables:
        _delete_table(started, name)


def _delete_stack(started: LocalAws, name: str) -> bool:
    """Delete a stack, unless another one imports from it."""
    try:
        started.client("cloudformation").delete_stack(StackName=name)
    except ClientError as error:
        if "is imported by stack" in str(error):
            return False
        raise
    deadline = time.monotonic() + DELETION_SECONDS
    while started.stacks().get(name, "DELETE_COMPLETE") not in ("DELETE_COMPLETE", "DELETE_FAILED"):
        assert time.monotonic() < deadline, f"the test left {name}, whose deletion does not end"
        time.sleep(0.1)
    return True


def _delete_table(started: LocalAws, name: str) -> None:
    client = started.client("dynamodb")
    if client.describe_table(TableName=name)["Table"]["TableStatus"] != "ACTIVE":
        return
    client.update_table(TableName=name, DeletionProtectionEnabled=False)
    client.delete_table(TableName=name)
