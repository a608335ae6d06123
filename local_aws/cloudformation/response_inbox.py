"""The answers of custom resources: what CloudFormation's pre-signed ResponseURL receives."""

import asyncio
import uuid

RESPONSE_PATH = "/_local_aws/cloudformation-response/"


class ResponseInbox:
    """Answers awaited, by token. Only the first answer to a request counts, as with CloudFormation."""

    def __init__(self) -> None:
        self._awaited: dict[str, asyncio.Future[bytes]] = {}

    def expect(self) -> tuple[str, asyncio.Future[bytes]]:
        """Open a place for one answer: the token of its URL, and the future of its body. Close it by `forget`."""
        token = str(uuid.uuid4())
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._awaited[token] = answer
        return token, answer

    def deliver(self, token: str, body: bytes) -> bool:
        """Hand in an answer; False when nobody waits for it any more."""
        answer = self._awaited.get(token)
        if answer is None or answer.done():
            return False
        answer.set_result(body)
        return True

    def forget(self, token: str) -> None:
        """Close the place of an answer; one that comes later is not heard."""
        del self._awaited[token]


INBOX = ResponseInbox()
