"""Controls: classes whose methods can be called in the server, and in the same way from elsewhere over HTTP."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from http.client import HTTPConnection
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

Self = TypeVar("Self", bound="Control")
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Method = Callable[Concatenate[Self, Parameters], Result]

TIMEOUT_SECONDS = 60


class ControlError(Exception):
    """The server refused a control operation; the message is the server's."""


class Control:
    """Base of the controls. Everything goes in and out as plain data."""

    def perform(self, name: str, arguments: dict[str, Any]) -> object:
        """Carry out the operation of that name. Every operation ends here. ValueError if there is none."""
        operations = operations_of(type(self))
        if name not in operations:
            raise ValueError(f"no such control operation: {name}; there are {', '.join(sorted(operations))}")
        signature(operations[name]).bind(self, **arguments)
        result: object = operations[name](self, **arguments)
        return result


def operation(method: Method[Self, Parameters, Result]) -> Method[Self, Parameters, Result]:
    """Send calls of `method` through `perform`, by name, with their arguments by name."""

    @wraps(method)
    def call(self: Self, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        bound = signature(method).bind(self, *args, **kwargs).arguments
        arguments = {name: value for name, value in bound.items() if name != "self"}
        return cast(Result, self.perform(method.__name__, arguments))

    call.operation = method  # type: ignore[attr-defined]
    return call


def operations_of(control: type[Control]) -> dict[str, Callable[..., Any]]:
    """What `operation` marked, by name."""
    members = {name: getattr(control, name) for name in dir(control)}
    return {name: member.operation for name, member in members.items() if hasattr(member, "operation")}


class RemoteControl:
    """Where a control is to be found over HTTP: operations are POSTs of their arguments below `path`."""

    def __init__(self, url: str, path: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname is None:
            raise ValueError(f"the local AWS has URLs of the form http://host:port; got {url}")
        self._host, self._port, self._path = parts.hostname, parts.port or 80, path

    def perform(self, name: str, arguments: Mapping[str, Any]) -> object:
        """Have the operation carried out there. Raises ControlError, OSError where nobody listens."""
        connection = HTTPConnection(self._host, self._port, timeout=TIMEOUT_SECONDS)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", f"{self._path}{name}", json.dumps(arguments), headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        if response.status != 200:
            raise ControlError(f"{name}: {text}")
        answer: dict[str, object] = json.loads(text)
        return answer["result"]
