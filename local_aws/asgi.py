"""HTTP endpoints in front of ministack's own."""

from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Respond = Callable[[Scope, bytes], tuple[int, bytes]]
"""Takes a request and its body. Returns the status and the body of the answer."""


def with_endpoint(application: Application, path: str, respond: Respond) -> Application:
    """Wrap an application so that `respond` answers requests below `path`."""

    async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(path):
            await application(scope, receive, send)
            return
        status, body = respond(scope, await _body(receive))
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return endpoint


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)
