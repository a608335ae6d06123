"""`numbers`: which phone numbers are claimed, by whom."""

import subprocess
import sys

from local_aws.command_line.show import show_json
from local_aws.command_line.the_one import require_running
from local_aws.connect.control_client import ControlClient


def numbers(*, as_json: bool) -> int:
    """Show the screen of `connect-numbers list`; or print the local Connect's own account of its numbers as JSON."""
    running = require_running()
    if as_json:
        show_json(ControlClient(running.endpoints.connect_url).numbers())
        return 0
    # A process of its own: what is imported here must not depend on the command line, which knows of this package.
    return subprocess.run([sys.executable, "-m", "connect_numbers", "list", "--local"], check=False).returncode
