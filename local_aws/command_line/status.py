"""`status` and `env`: where the local AWS is."""

from local_aws.command_line.show import show
from local_aws.command_line.the_one import find_the_one, require_running
from local_aws.command_line.up import show_running
from local_aws.running import log_file


def status() -> int:
    """Print whether the local AWS runs. Returns exit code 1 if it does not."""
    running = find_the_one()
    if running is None:
        show("The local AWS does not run.")
        return 1
    show(f"The local AWS runs as process {running.pid}.")
    show(f"AWS:              {running.endpoints.url}")
    show(f"Connect:          {running.endpoints.connect_url}")
    show(f"Connect instance: {running.instance_arn}")
    show(f"contact flow:     {running.contact_flow_arn}")
    show(f"log, if detached: {log_file()}")
    return 0


def environment() -> int:
    """Print the environment of clients as shell commands."""
    show_running(require_running())
    return 0
