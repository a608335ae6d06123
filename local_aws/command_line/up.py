"""`up`: run the local AWS."""

import subprocess
import sys
import time

from local_aws.command_line.down import is_alive
from local_aws.command_line.problem import CommandProblem
from local_aws.command_line.show import show, show_progress
from local_aws.environment import client_environment
from local_aws.network import Endpoints, is_free
from local_aws.running import RunningLocalAws, find_running, home, log_file

START_SECONDS = 60


def up(port: int, *, detach: bool) -> int:
    """Run the local AWS in this process, or detached in one of its own."""
    if detach:
        running = _find(port) or start_detached(port)
        show_running(running)
        return 0
    _require_not_running()
    _require_free(Endpoints(port))
    from local_aws.server import serve  # noqa: PLC0415 - it loads all of ministack and moto

    serve(Endpoints(port), show_running)
    return 0


def start_detached(port: int) -> RunningLocalAws:
    """Start a local AWS in the background and wait until it is ready.

    Raises CommandProblem if the port is taken, or if the local AWS does not become ready. The log has the reason.
    """
    _require_free(Endpoints(port))
    log = log_file()
    log.parent.mkdir(parents=True, exist_ok=True)
    show_progress(f"Starting the local AWS on port {port} (log: {log})")
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", "local_aws", "up", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        running = _wait_for(process)
    except KeyboardInterrupt:
        process.terminate()
        raise
    if running is None:
        process.terminate()
        raise CommandProblem(f"the local AWS did not start. Its log says:\n{_end_of(log.read_text())}")
    return running


def _wait_for(process: "subprocess.Popen[bytes]") -> RunningLocalAws | None:
    """Wait until the process is ready. Returns the local AWS. None if the process ended or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        running = find_running()
        if running is not None and running.pid == process.pid:
            return running
        time.sleep(0.1)
    return None


def show_running(running: RunningLocalAws) -> None:
    """Print the environment to use, and the instance and flow."""
    for name, value in client_environment(running.endpoints).items():
        show(f"export {name}={value}")
    show(f"# Connect instance: {running.instance_arn}")
    show(f"# contact flow:     {running.contact_flow_arn}")


def _find(port: int) -> RunningLocalAws | None:
    running = find_running()
    if running is not None and running.port != port:
        raise CommandProblem(
            f"the local AWS of the folder {home()} runs already, on port {running.port}, not {port}. "
            "`python -m local_aws down` ends it. To have another beside it, set LOCAL_AWS_HOME to a folder of its own."
        )
    return running


def _require_not_running() -> None:
    running = find_running()
    if running is not None and is_alive(running.pid):
        raise CommandProblem(
            f"it runs already, on port {running.port}, as process {running.pid}. `python -m local_aws down` ends it."
        )


def _require_free(endpoints: Endpoints) -> None:
    for port in (endpoints.port, endpoints.connect_port):
        if not is_free(port):
            raise CommandProblem(
                f"port {port} is taken by another program. End that, or choose two other neighbouring ports: set the "
                f"environment variable LOCAL_AWS_PORT, for example to {endpoints.port + 100}."
            )


def _end_of(text: str, lines: int = 20) -> str:
    return "\n".join(text.splitlines()[-lines:])
