"""The control of a local Connect that runs as a server."""

import json
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from .control import ConnectControl
from .server import CONTROL_PATH

TIMEOUT_SECONDS = 60


class ControlError(Exception):
    """The server refused a control operation; the message is the server's."""


class ControlClient(ConnectControl):
    """`ConnectControl` over HTTP: `ControlClient("http://127.0.0.1:4567").numbers()`.

    Raises ControlError where the operation is refused, OSError where the server cannot be reached.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname is None:
            raise ValueError(f"the local Connect has a URL of the form http://host:port; got {url}")
        self._host, self._port = parts.hostname, parts.port or 80

    def perform(self, name: str, arguments: dict[str, Any]) -> object:
        """Send the operation of that name to the server."""
        connection = HTTPConnection(self._host, self._port, timeout=TIMEOUT_SECONDS)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", f"{CONTROL_PATH}{name}", json.dumps(arguments), headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        if response.status != 200:
            raise ControlError(f"{name}: {text}")
        answer: dict[str, object] = json.loads(text)
        return answer["result"]
