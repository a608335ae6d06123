"""The local Connect and DynamoDB as a server that can kill whoever sends the n-th request."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Any

from werkzeug.serving import make_server

from local_aws.connect.server import application
from local_aws.network import HOST


class KillingServer:
    """Counts requests; at one of them it kills, before it is served or before its answer is sent."""

    def __init__(self) -> None:
        self.url = ""
        self.requests = 0
        self._lock = Lock()
        self._application = application()
        self._fatal: tuple[int, bool] | None = None
        self._kill: Callable[[], None] = lambda: None

    def kill_at(self, index: int, kill: Callable[[], None], *, after_its_effect: bool) -> None:
        """Count anew, and call `kill` at the request with this index."""
        self.requests, self._fatal, self._kill = 0, (index, after_its_effect), kill

    def watch(self) -> None:
        """Count anew, and kill nobody."""
        self.requests, self._fatal = 0, None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with self._lock:
            index = self.requests
            self.requests += 1
        if self._fatal == (index, False):
            self._kill()
        answer = list(self._application(environ, start_response))
        if self._fatal == (index, True):
            self._kill()
        return answer


@contextmanager
def killing_server() -> Iterator[KillingServer]:
    """One on a free port of loopback, until the end of the `with`."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    killing = KillingServer()
    server = make_server(HOST, 0, killing, threaded=True)
    killing.url = f"http://{HOST}:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield killing
    finally:
        server.shutdown()
        server.server_close()
