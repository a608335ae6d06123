"""Checks of the account: credentials, instances, and whether the CDK can deploy to the Region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from botocore.exceptions import ClientError

from connect_phone_numbers.aws.service_call import error_code

from ..account.targets import Instance
from ..aws.aws import Aws
from ..output.words import count
from .finding import Finding, ok, problem

_BOOTSTRAP_PARAMETER = "/cdk-bootstrap/hnb659fds/version"
_BOOTSTRAP_VERSION = 6
"""What the CDK's own templates require: `requiresBootstrapStackVersion` of an assembly."""


def check_account(aws: Aws) -> Iterator[Finding]:
    """Findings about the credentials and the CDK's bootstrap stack."""
    identity = aws.sts().get_caller_identity()
    where = "the local AWS" if aws.is_local else f"account {identity['Account']}"
    yield ok("credentials", f"{identity['Arn']}, {where}")
    yield _bootstrap(aws, identity["Account"])


def check_instances(instances: Sequence[Instance], region: str) -> Finding:
    """The finding about the Region's instances, with the ARNs that an app needs."""
    if instances:
        arns = ", ".join(each.arn for each in instances)
        return ok("Region", f"{region}: {count(len(instances), 'Amazon Connect instance')}: {arns}")
    return problem(
        "Region",
        f"{region} has no Amazon Connect instance",
        "connect-numbers doctor --region <another Region>, or create an instance: aws connect create-instance",
    )


def _bootstrap(aws: Aws, account: str) -> Finding:
    mend = f"{aws.cdk} bootstrap aws://{account}/{aws.region}"
    try:
        version = int(aws.ssm().get_parameter(Name=_BOOTSTRAP_PARAMETER)["Parameter"]["Value"])
    except ClientError as error:
        if error_code(error) != "ParameterNotFound":
            raise
        return problem("CDK bootstrap", f"{aws.region} is not bootstrapped ({_BOOTSTRAP_PARAMETER} is missing)", mend)
    if version < _BOOTSTRAP_VERSION:
        return problem("CDK bootstrap", f"version {version}, and {_BOOTSTRAP_VERSION} is needed", mend)
    return ok("CDK bootstrap", f"version {version}")
