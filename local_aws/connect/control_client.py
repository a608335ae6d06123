"""The control of a local Connect that runs as a server."""

from typing import Any

from ..operations import ControlError, RemoteControl
from .control import ConnectControl
from .server import CONTROL_PATH

__all__ = ["ControlClient", "ControlError"]


class ControlClient(ConnectControl):
    """`ConnectControl` over HTTP: `ControlClient("http://127.0.0.1:4567").numbers()`.

    Raises ControlError where the operation is refused, OSError where the server cannot be reached.
    """

    def __init__(self, url: str) -> None:
        self._remote = RemoteControl(url, CONTROL_PATH)

    def perform(self, name: str, arguments: dict[str, Any]) -> object:
        """Send the operation of that name to the server."""
        return self._remote.perform(name, arguments)
