"""Where the local AWS listens: loopback, and two neighbouring ports."""

import errno
import os
import secrets
import socket
from dataclasses import dataclass

from local_aws.command_line.problem import CommandProblem

HOST = "127.0.0.1"
DEFAULT_PORT = 4566
HIGHEST_PORT = 65534
"""Amazon Connect has the next one."""
_PORTS_OF_SERVERS = range(10_000, 32_000, 2)
"""Below the ports of clients: from 32768 on Linux, from 49152 elsewhere."""
PORT_VARIABLE = "LOCAL_AWS_PORT"


def preferred_port() -> int:
    """The port of the environment variable LOCAL_AWS_PORT, else 4566. Raises CommandProblem where that is no port."""
    given = os.environ.get(PORT_VARIABLE) or str(DEFAULT_PORT)
    try:
        return as_port(given)
    except ValueError as problem:
        raise CommandProblem(f"{PORT_VARIABLE} is {given!r}. {problem}") from None


def as_port(text: str) -> int:
    """The port that is meant. ValueError where it is none, or has no neighbour."""
    if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise ValueError(f"Give a port: a number from 1 to {HIGHEST_PORT}.")
    return int(text)


@dataclass(frozen=True)
class Endpoints:
    """The port of ministack; Amazon Connect and Service Quotas have the one after it."""

    port: int = DEFAULT_PORT

    @property
    def connect_port(self) -> int:
        """The port of the local Connect."""
        return self.port + 1

    @property
    def url(self) -> str:
        """The endpoint of every service but Connect and Service Quotas."""
        return f"http://{HOST}:{self.port}"

    @property
    def connect_url(self) -> str:
        """The endpoint of Connect and Service Quotas."""
        return f"http://{HOST}:{self.connect_port}"


def is_free(port: int) -> bool:
    """Tell whether a server could bind this port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return False
    return True


def free_endpoints() -> Endpoints:
    """Find two neighbouring ports that nobody listens on, and that no system gives to a client by itself meanwhile."""
    while True:
        endpoints = Endpoints(secrets.choice(_PORTS_OF_SERVERS))
        if is_free(endpoints.port) and is_free(endpoints.connect_port):
            return endpoints
