"""`down`: end the local AWS."""

import contextlib
import os
import signal
import time

from local_aws.command_line.problem import CommandProblem
from local_aws.command_line.show import show
from local_aws.command_line.the_one import find_the_one

STOP_SECONDS = 20


def down() -> int:
    """End the local AWS and wait until it is gone."""
    running = find_the_one()
    if running is None:
        show("The local AWS does not run.")
        return 0
    end(running.pid)
    show("The local AWS is down.")
    return 0


def end(pid: int) -> None:
    """End the process of a local AWS and wait until it is gone. Raises CommandProblem if it does not end."""
    # SIGKILL loses nothing: the process saves nothing at its end, and its functions end with it.
    for way in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, way)
        if _ends(pid):
            return
    raise CommandProblem(f"process {pid} does not end. Look at it with `ps -fp {pid}`.")


def _ends(pid: int) -> bool:
    deadline = time.monotonic() + STOP_SECONDS
    while is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def is_alive(pid: int) -> bool:
    """Tell whether a process runs. A zombie child of this process does not run."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
