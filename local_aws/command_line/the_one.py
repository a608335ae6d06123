"""Finding the local AWS that a command works on."""

import os

from local_aws.command_line.problem import CommandProblem
from local_aws.network import PORT_VARIABLE, preferred_port
from local_aws.running import RunningLocalAws, find_running, home


def find_the_one() -> RunningLocalAws | None:
    """Find the local AWS that is up, if one is.

    Raises CommandProblem if LOCAL_AWS_PORT is not the port of the local AWS in the folder: a command must not end or
    change another server than the user means.
    """
    running = find_running()
    if running is not None and os.environ.get(PORT_VARIABLE) and preferred_port() != running.port:
        raise CommandProblem(
            f"{PORT_VARIABLE} is {preferred_port()}, but the local AWS of the folder {home()} listens on port "
            f"{running.port}. Unset {PORT_VARIABLE} to use that one. To have another beside it, set LOCAL_AWS_HOME to "
            "a folder of its own as well."
        )
    return running


def require_running() -> RunningLocalAws:
    """Find the local AWS. Raises CommandProblem if none runs, and as `find_the_one`."""
    running = find_the_one()
    if running is None:
        raise CommandProblem("the local AWS does not run. `python -m local_aws up --detach` starts it.")
    return running
