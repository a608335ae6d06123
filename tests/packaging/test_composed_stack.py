"""An infrastructure repository, the wheel alone installed, deploys its own stack with a number in it, and upgrades."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support.local_aws import LocalAws

pytestmark = pytest.mark.xdist_group("wheel")


def held(local_aws: LocalAws, instance_arn: str) -> list[str]:
    """The numbers that an instance holds, by the service's own list."""
    summaries = local_aws.client("connect").list_phone_numbers_v2(TargetArn=instance_arn)["ListPhoneNumbersSummaryList"]
    return [summary["PhoneNumber"] for summary in summaries]


def sent(local_aws: LocalAws, instance_arn: str) -> Counter[str]:
    """The claims for an instance, and the releases of the account."""
    calls = local_aws.connect.journal()
    return Counter(
        call["operation"]
        for call in calls
        if call["operation"] == "ReleasePhoneNumber"
        or (call["operation"] == "ClaimPhoneNumber" and instance_arn in str(call))
    )


def test_a_larger_stack_keeps_its_number_through_an_upgrade_and_back(
    python: Path, python_of_last_version: Path, repository: Path, local_aws: LocalAws
) -> None:
    instance_arn, _ = local_aws.new_instance()

    def cdk(command: str, interpreter: Path, *arguments: str) -> None:
        app = ("--app", f"{interpreter} app.py", "--context", f"instance_arn={instance_arn}")
        local_aws.cdk(command, *app, *arguments, cwd=repository)

    cdk("deploy", python_of_last_version, "--require-approval", "never")
    outputs = local_aws.outputs("CallBack")
    number = outputs["CallerIdNumber"]
    assert number.startswith("+1512")

    cdk("deploy", python, "--require-approval", "never")
    parameter = local_aws.client("ssm").get_parameter(Name=outputs["ParameterName"])["Parameter"]
    function = local_aws.client("lambda").get_function_configuration(FunctionName=outputs["FunctionName"])
    assert parameter["Value"] == number
    assert function["Environment"]["Variables"]["CALLER_ID"] == number
    assert held(local_aws, instance_arn) == [number]

    cdk("deploy", python_of_last_version, "--require-approval", "never")
    assert held(local_aws, instance_arn) == [number]
    assert sent(local_aws, instance_arn) == {"ClaimPhoneNumber": 1}

    cdk("destroy", python, "--force")
    assert held(local_aws, instance_arn) == []
