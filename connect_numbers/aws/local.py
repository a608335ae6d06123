"""The local AWS in place of an account."""

from __future__ import annotations

import os

from ..problem import Problem


def use_local_aws() -> None:
    """Let this process's SDK find the local AWS, and nothing else: as `python -m local_aws env` does for a shell.

    Raises:
        Problem: it does not run, or is not installed.
    """
    try:
        from local_aws.environment import client_environment, without_aws  # noqa: PLC0415 - only with the extra `local`
        from local_aws.running import find_running  # noqa: PLC0415
    except ImportError as error:
        raise Problem(
            f"The local AWS is not installed ({error.name} is missing): "
            "pip install 'cdk-connect-phone-numbers[cli,local]'."
        ) from error
    running = find_running()
    if running is None:
        raise Problem("The local AWS does not run. python -m local_aws up --detach starts it.")
    kept = without_aws(os.environ)
    for name in set(os.environ) - set(kept):
        del os.environ[name]
    os.environ.update(client_environment(running.endpoints))
