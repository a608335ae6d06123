"""An infrastructure repository, the wheel alone installed, deploys its own stack with a number in it, and upgrades."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from local_aws.command_line.cdk import cdk_environment
from local_aws.environment import ACCOUNT_ID, DEFAULT_REGION
from tests.packaging.run import run
from tests.support.cloud_assembly import CloudAssembly
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

    def synthesised(interpreter: Path, name: str) -> CloudAssembly:
        """The app's assembly, with the library that the interpreter has."""
        # What the CDK CLI gives to an app.
        given = {
            "CDK_CONTEXT_JSON": json.dumps({"instance_arn": instance_arn}),
            "CDK_DEFAULT_ACCOUNT": ACCOUNT_ID,
            "CDK_DEFAULT_REGION": DEFAULT_REGION,
            "CDK_OUTDIR": str(repository / name),
        }
        run(interpreter, "app.py", cwd=repository, env={**cdk_environment(local_aws.running), **given})
        return CloudAssembly(local_aws, repository / name)

    last, new = synthesised(python_of_last_version, "last"), synthesised(python, "new")
    assert last.deploy()
    outputs = local_aws.outputs("CallBack")
    number = outputs["CallerIdNumber"]
    assert number.startswith("+1512")

    assert new.deploy()
    parameter = local_aws.client("ssm").get_parameter(Name=outputs["ParameterName"])["Parameter"]
    function = local_aws.client("lambda").get_function_configuration(FunctionName=outputs["FunctionName"])
    assert parameter["Value"] == number
    assert function["Environment"]["Variables"]["CALLER_ID"] == number
    assert held(local_aws, instance_arn) == [number]

    assert last.deploy()
    assert held(local_aws, instance_arn) == [number]
    assert sent(local_aws, instance_arn) == {"ClaimPhoneNumber": 1}

    last.destroy()
    assert held(local_aws, instance_arn) == []
