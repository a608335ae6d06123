"""The fixtures that pytest finds where the library is installed."""

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest

from local_aws.testing import Deploy, DeploymentFailed, LocalConnect
from tests.local_aws.command_line.apps import write_app
from tests.support.local_aws import LocalAws

NUMBER = "+12065550142"


def test_a_run_that_does_not_use_it_imports_nothing_else() -> None:
    script = (
        "import sys, pytest; known = set(sys.modules); import local_aws.pytest_plugin; print(set(sys.modules) - known)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert eval(done.stdout) <= {"__future__", "collections.abc", "typing", "local_aws", "local_aws.pytest_plugin"}


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_has_an_amazon_connect_of_its_own(local_connect: LocalConnect, time: str) -> None:
    assert local_connect.control.numbers() == []
    claimed = local_connect.client.claim_phone_number(TargetArn=local_connect.instance_arn, PhoneNumber=NUMBER)
    described = local_connect.client.describe_phone_number(PhoneNumberId=claimed["PhoneNumberId"])
    assert described["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"] == {"Status": "CLAIMED"}


def test_the_code_under_test_finds_it_too(local_connect: LocalConnect) -> None:
    [instance] = boto3.client("connect").list_instances()["InstanceSummaryList"]
    assert instance["Arn"] == local_connect.instance_arn
    quotas = local_connect.client_of("service-quotas")
    value = quotas.get_aws_default_service_quota(ServiceCode="connect", QuotaCode="L-8F812903")["Quota"]["Value"]
    assert value == 5


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return write_app(tmp_path, f"app-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def is_gone_in_the_end(local_aws: LocalAws) -> Iterator[Callable[[str], None]]:
    """Whether stacks are gone once the fixtures that come after this one have ended."""
    names: list[str] = []
    yield names.append
    stacks = local_aws.client("cloudformation").describe_stacks()["Stacks"]
    assert not {stack["StackName"] for stack in stacks} & set(names)


def test_an_app_is_deployed_and_destroyed(
    is_gone_in_the_end: Callable[[str], None], local_aws_deploy: Deploy, local_aws: LocalAws, app: Path
) -> None:
    deployed = local_aws_deploy(app, context={"size": "2"})
    [(name, outputs)] = deployed.outputs.items()
    is_gone_in_the_end(name)
    assert outputs == {"Value": "size 2", "InstanceArn": local_aws.instance_arn}


def test_a_deployment_that_fails_says_why_and_is_destroyed_too(
    is_gone_in_the_end: Callable[[str], None], local_aws_deploy: Deploy, app: Path
) -> None:
    name = f"failing-{uuid.uuid4().hex[:8]}"
    is_gone_in_the_end(name)
    with pytest.raises(DeploymentFailed, match="told to fail Create"):
        local_aws_deploy(app, name, context={"stack_name": name, "fails": "Create"})
