"""`python -m acceptance.on_local_aws`: the acceptance on the local AWS, to try it without an account."""

import os
import sys
from collections.abc import Sequence

from local_aws.command_line.cdk import cdk_environment, ready_local_aws

from .cdk import REPOSITORY
from .command_line import main

CASSETTES = REPOSITORY / "build" / "cassettes"
"""Apart from the cassettes of the real service."""


def run(arguments: Sequence[str]) -> int:
    """Run the acceptance on the local AWS, and start and bootstrap it if need be. Returns the exit code of `main`."""
    running, _ = ready_local_aws(bootstrapped=True)
    environment = cdk_environment(running)
    os.environ.clear()
    os.environ.update(environment)
    return main(["--cassettes", str(CASSETTES), "--instance-arn", running.instance_arn, *arguments])


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
