"""The local AWS in place of an account: `--local`."""

from __future__ import annotations

import os

from ..exit_code import ExitCode
from ..problem import Problem


def cdk_command(*, local: bool) -> str:
    """The command that starts the CDK CLI, for advice in messages."""
    return "python -m local_aws cdk" if local else "npx cdk"


def use_local_aws() -> None:
    """Point this process's SDK at the local AWS alone, as `python -m local_aws env` does for a shell.

    Raises:
        Problem: the local AWS does not run or is not installed, or LOCAL_AWS_PORT names the port of another one.
    """
    try:
        from local_aws.command_line.problem import CommandProblem  # noqa: PLC0415 - only with the extra `local`
        from local_aws.command_line.the_one import find_the_one  # noqa: PLC0415
        from local_aws.environment import client_environment, without_aws  # noqa: PLC0415
    except ImportError as error:
        raise Problem(
            f"The local AWS is not installed ({error.name} is missing): "
            "pip install 'cdk-connect-phone-numbers[cli,local]'."
        ) from error
    try:
        running = find_the_one()
    except CommandProblem as problem:
        raise Problem(f"{problem}", ExitCode.USAGE) from problem
    if running is None:
        raise Problem("The local AWS does not run. python -m local_aws up --detach starts it.")
    kept = without_aws(os.environ)
    for name in set(os.environ) - set(kept):
        del os.environ[name]
    os.environ.update(client_environment(running.endpoints))
