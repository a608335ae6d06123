"""The HTTP endpoint that custom resources answer to, in front of ministack's own."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from local_aws.cloudformation.response_inbox import INBOX, RESPONSE_PATH

_LOGGER = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


def with_response_endpoint(application: Application) -> Application:
    """Wrap an ASGI application so that PUTs below `RESPONSE_PATH` are delivered to the inbox, body unread."""

    async def endpoint(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(RESPONSE_PATH):
            await application(scope, receive, send)
            return
        token = scope["path"].removeprefix(RESPONSE_PATH)
        if not INBOX.deliver(token, await _body(receive)):
            _LOGGER.warning("a custom resource answered a request that is no longer open: %s", token)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    return endpoint


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)
