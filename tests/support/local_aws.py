"""The local AWS as tests use it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer

import local_aws.testing
from connect_phone_numbers.aws.services import DEFAULT_LEDGER_TABLE_NAME
from local_aws.command_line.up import start_detached
from local_aws.network import free_endpoints
from local_aws.running import find_running, home
from local_aws.testing.local_aws import local_aws_process


class LocalAws(local_aws.testing.LocalAws):
    """The one local AWS that all tests of a run share. A test isolates itself by an instance and stacks of its own."""

    def ledger(self) -> list[dict[str, Any]]:
        """Every item of the account's ledger; none where there is no ledger yet."""
        names = self.client("dynamodb").list_tables()["TableNames"]
        if DEFAULT_LEDGER_TABLE_NAME not in names:
            return []
        pages = self.client("dynamodb").get_paginator("scan").paginate(TableName=DEFAULT_LEDGER_TABLE_NAME)
        deserialize = TypeDeserializer().deserialize
        return [{name: deserialize(value) for name, value in item.items()} for page in pages for item in page["Items"]]

    def forget_ledger(self) -> None:
        """Delete the account's ledger, as if none had ever been made."""
        client = self.client("dynamodb")
        client.update_table(TableName=DEFAULT_LEDGER_TABLE_NAME, DeletionProtectionEnabled=False)
        client.delete_table(TableName=DEFAULT_LEDGER_TABLE_NAME)


def start_or_find() -> LocalAws:
    """Find the local AWS of this test run, or start it: the first process that asks does, the others wait."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return LocalAws(find_running() or start_detached(free_endpoints().port))


@contextmanager
def own_local_aws() -> Iterator[LocalAws]:
    """Start a local AWS that no other test sees; the processes that are started meanwhile find it."""
    with pytest.MonkeyPatch.context() as patch, local_aws_process(patch.setenv) as own:
        yield LocalAws(own.running)
