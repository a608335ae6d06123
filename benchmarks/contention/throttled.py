"""Requests that are sent again when they are throttled, as an AWS SDK does it."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from botocore.exceptions import ClientError

Answer = TypeVar("Answer")


class GaveUpError(Exception):
    """A create that its own rules end, although no request failed for good."""


class Retrying:
    """Sends requests, again when they are throttled."""

    def __init__(self, sleep: Callable[[float], None], time: Callable[[], float]) -> None:
        """Wait by `sleep`, by the clock `time`, both in seconds."""
        self._sleep = sleep
        self._time = time

    def send(self, request: Callable[[], Answer], delays: Iterator[float], until: float = float("inf")) -> Answer:
        """Send a request until it is answered by anything but ThrottlingException, or the delays are used up.

        Args:
            request: sends it once.
            delays: seconds before each repetition.
            until: when the time for it is up, in seconds since the epoch.

        Raises:
            ClientError: the service's last answer.
            GaveUpError: it would be repeated too late.
        """
        while True:
            try:
                return request()
            except ClientError as error:
                if error.response["Error"]["Code"] != "ThrottlingException":
                    raise
                delay = next(delays, None)
                if delay is None:
                    raise
            if self._time() + delay >= until:
                self._sleep(until - self._time())
                raise GaveUpError("throttled until the time was up")
            self._sleep(delay)
