"""The provider's function, and its code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

# The files that Python and its tools leave behind differ from machine to machine: they would change the asset's hash. A
# word changed in a README is no reason to deploy.
_EXCLUDED = (
    "**/__pycache__",
    "**/__pycache__/**",
    "**/*.pyc",
    "**/.*_cache",
    "**/.*_cache/**",
    "**/.DS_Store",
    "**/*.md",
)


class HandlerFunction(lambda_.Function):
    """The function of a provider. Its log is beside it in its scope, and goes with the stack."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        role: iam.Role,
        environment: Mapping[str, str],
        log_retention: logs.RetentionDays,
    ) -> None:
        log_group = logs.LogGroup(scope, "Logs", retention=log_retention, removal_policy=RemovalPolicy.DESTROY)
        log_group.grant_write(role)
        super().__init__(
            scope,
            id,
            description="Amazon Connect phone numbers: takes CloudFormation's events, and the steps of operations",
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            code=handler_code(),
            handler="connect_phone_numbers.handler.handler",
            # A step calls the service a few times, and waits for a few seconds at most.
            timeout=Duration.seconds(60),
            memory_size=256,
            environment=dict(environment),
            role=role,
            log_group=log_group,
            logging_format=lambda_.LoggingFormat.JSON,
        )


def handler_code() -> lambda_.AssetCode:
    """The handler's code, the same bytes from a checkout as from an installed wheel.

    Raises:
        FileNotFoundError: the package was installed without the code.
    """
    return lambda_.Code.from_asset(str(handler_folder(Path(__file__).parents[1])), exclude=list(_EXCLUDED))


def handler_folder(package: Path) -> Path:
    """The folder that Lambda puts on sys.path: in the wheel within this package, in a checkout beside it.

    Args:
        package: this package's folder.

    Raises:
        FileNotFoundError: the folder is in neither place.
    """
    candidates = (package / "_lambda", package.parent / "lambda")
    for candidate in candidates:
        if (candidate / "connect_phone_numbers" / "__init__.py").is_file():
            return candidate
    raise FileNotFoundError(
        f"The handler's code is neither in {candidates[0]} nor in {candidates[1]}: "
        "install cdk-connect-phone-numbers again, from its wheel or as an editable checkout."
    )
