"""An infrastructure repository, the wheel alone installed, deploys its own stack with a number in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.local_aws import LocalAws

pytestmark = pytest.mark.xdist_group("wheel")


def held(local_aws: LocalAws, instance_arn: str) -> list[str]:
    """The numbers that an instance holds, by the service's own list."""
    summaries = local_aws.client("connect").list_phone_numbers_v2(TargetArn=instance_arn)["ListPhoneNumbersSummaryList"]
    return [summary["PhoneNumber"] for summary in summaries]


def test_a_larger_stack_holds_the_number(python: Path, repository: Path, local_aws: LocalAws) -> None:
    instance_arn, _ = local_aws.new_instance()
    app = ("--app", f"{python} app.py", "--context", f"instance_arn={instance_arn}")
    local_aws.cdk("deploy", *app, "--require-approval", "never", cwd=repository)
    outputs = local_aws.outputs("CallBack")
    number = outputs["CallerIdNumber"]
    assert number.startswith("+1512")
    parameter = local_aws.client("ssm").get_parameter(Name=outputs["ParameterName"])["Parameter"]
    function = local_aws.client("lambda").get_function_configuration(FunctionName=outputs["FunctionName"])
    assert parameter["Value"] == number
    assert function["Environment"]["Variables"]["CALLER_ID"] == number
    assert held(local_aws, instance_arn) == [number]
    local_aws.cdk("destroy", *app, "--force", cwd=repository)
    assert held(local_aws, instance_arn) == []
