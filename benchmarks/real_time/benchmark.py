"""The benchmark in real time: the real state machine, function and CloudFormation of the local AWS, over HTTP."""

import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local_aws.command_line.down import down
from local_aws.running import find_running
from tests.end_to_end.deployment import Deployment
from tests.support.local_aws import LocalAws, start

from ..aim import Aim
from ..contention.cfn_phone_number import CfnPhoneNumber
from ..contention.contender import Client, Outcome
from ..contention.figures import Figures, figures_of
from ..contention.report import figures_as_data, figures_table
from ..contention.terraform import Terraform
from ..measurement import Measurement
from .account import RealTimeAccount

CREATES = 20
SEED = 1
REST_SECONDS = 5
"""Seconds between two contenders, until the service allows a burst again."""
_FIRST = "First"
AIM = 1.25
"""The aim of this library's time / limit: functions, state machine and service share one machine."""


def measure(creates: int = CREATES) -> Measurement:
    """Let each contender create so many numbers at the same moment, one contender after the other."""
    with _local_aws() as local_aws:
        clients: tuple[Client, ...] = (Terraform("Terraform", None, SEED), CfnPhoneNumber(SEED))
        figures = [
            _this_library(local_aws, creates),
            *(race_of_client(local_aws, client, creates) for client in clients),
        ]
    ours = figures[0]
    return Measurement(
        lines=[
            f"{creates} phone numbers created at the same moment, in real time; limit {ours.limit_seconds:.1f} s",
            "",
            *figures_table(figures),
        ],
        figures={"contenders": [figures_as_data(each) for each in figures]},
        aims=[
            Aim("creates that failed", ours.failed, 0),
            Aim("numbers left behind", ours.left_behind, 0),
            Aim(f"time / limit, {creates} creates in real time", ours.ratio_to_limit, AIM),
        ],
    )


@contextmanager
def _local_aws() -> Iterator[LocalAws]:
    """A local AWS of its own, until the end of the `with`."""
    before = os.environ.get("LOCAL_AWS_HOME")
    with tempfile.TemporaryDirectory(prefix="local-aws-benchmark-") as folder:
        os.environ["LOCAL_AWS_HOME"] = folder
        try:
            local_aws = start()
            local_aws.connect.configure({"throttle": True})
            yield local_aws
        finally:
            if find_running() is not None:
                down()
            del os.environ["LOCAL_AWS_HOME"]
            if before is not None:
                os.environ["LOCAL_AWS_HOME"] = before


def _this_library(local_aws: LocalAws, creates: int) -> Figures:
    """Add the numbers to a deployed stack that has one of another instance: so function and ledger are there."""
    with tempfile.TemporaryDirectory() as folder:
        deployment = Deployment(local_aws, Path(folder))
        first = {**deployment.search(), "target": local_aws.new_instance()[0]}
        deployment.deploy({_FIRST: first})
        local_aws.connect.clear_journal()
        time.sleep(REST_SECONDS)
        deployment.deploy({_FIRST: first, **{f"Number{index}": deployment.search() for index in range(creates)}})
        began_at, outcomes = _outcomes(deployment)
        return _figures(local_aws, "this library", deployment.instance_arn, began_at, outcomes)


def race_of_client(local_aws: LocalAws, client: Client, creates: int, rest_seconds: float = REST_SECONDS) -> Figures:
    """Let a client create so many numbers, each in a thread, for an instance of its own."""
    account = RealTimeAccount(local_aws, creates + 1)
    local_aws.connect.clear_journal()
    time.sleep(rest_seconds)
    began_at = account.now()
    with ThreadPoolExecutor(creates) as threads:
        outcomes = list(threads.map(lambda _: client.outcome(account), range(creates)))
    return _figures(local_aws, client.name, account.instance_arn, began_at, outcomes)


def _figures(
    local_aws: LocalAws, contender: str, instance_arn: str, began_at: float, outcomes: list[Outcome]
) -> Figures:
    settle_seconds = float(local_aws.connect.settings()["settle_seconds"])
    journal = local_aws.connect.journal()
    time.sleep(settle_seconds)
    held = {
        number["phone_number_arn"]: number["status"]
        for number in local_aws.connect.numbers()
        if number["instance_arn"] == instance_arn and number["status"] != "FAILED" and not number["releasing"]
    }
    return figures_of(
        contender, began_at=began_at, outcomes=outcomes, journal=journal, held=held, settle_seconds=settle_seconds
    )


def _outcomes(deployment: Deployment) -> tuple[float, list[Outcome]]:
    """When the first create of the last deployment began, by the stack's events, and how each ended."""
    client = deployment.local_aws.client("cloudformation")
    pages = client.get_paginator("describe_stack_events").paginate(StackName=deployment.stack_name)
    of_numbers = [
        event
        for page in pages
        for event in page["StackEvents"]
        if event["ResourceType"] == "Custom::ConnectPhoneNumber" and not event["LogicalResourceId"].startswith(_FIRST)
    ]
    ended = [event for event in of_numbers if event["ResourceStatus"] in ("CREATE_COMPLETE", "CREATE_FAILED")]
    return min(event["Timestamp"].timestamp() for event in of_numbers), [_outcome(event) for event in ended]


def _outcome(event: dict[str, Any]) -> Outcome:
    failed = event["ResourceStatus"] == "CREATE_FAILED"
    return Outcome(
        event["Timestamp"].timestamp(),
        "" if failed else event["PhysicalResourceId"],
        event.get("ResourceStatusReason", "") if failed else "",
    )
