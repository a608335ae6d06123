"""The control of a local AWS that runs."""

from typing import Any

from local_aws.control.aws_control import AwsControl
from local_aws.operations import RemoteControl

CONTROL_PATH = "/_local_aws/control/"


class AwsControlClient(AwsControl):
    """`AwsControl` over HTTP: `AwsControlClient("http://127.0.0.1:4566").throttle_function("mine", 3)`.

    Raises ControlError where the operation is refused, OSError where the server cannot be reached.
    """

    def __init__(self, url: str) -> None:
        self._remote = RemoteControl(url, CONTROL_PATH)

    def perform(self, name: str, arguments: dict[str, Any]) -> object:
        """Send the operation of that name to the server."""
        return self._remote.perform(name, arguments)
