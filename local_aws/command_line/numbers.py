"""`numbers`: the claimed phone numbers and their owners."""

import subprocess
import sys

from local_aws.command_line.show import show_json
from local_aws.command_line.the_one import require_running
from local_aws.connect.control_client import ControlClient


def numbers(*, as_json: bool) -> int:
    """Show the screen of `connect-numbers list`. As JSON, print the numbers as the local Connect itself has them."""
    running = require_running()
    if as_json:
        show_json(ControlClient(running.endpoints.connect_url).numbers())
        return 0
    # In a process of its own: connect_numbers imports this package, so this package must not import it.
    return subprocess.run([sys.executable, "-m", "connect_numbers", "list", "--local"], check=False).returncode
