"""The answer to CloudFormation.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

import urllib3

from ..errors import TryAgainLater
from ..model.message import response_bytes, shorten
from ..properties.event import Event, is_response_url

RESPONSE_BYTES = 4096
"""CloudFormation refuses a longer response."""

_TIMEOUT = urllib3.Timeout(connect=3, read=5)


@dataclass(frozen=True)
class Answer:
    """What CloudFormation is told of an operation.

    Attributes:
        status: `SUCCESS` or `FAILED`.
        physical_resource_id: the resource's, from now on.
        reason: why the operation FAILED, else "".
        data: the resource's attributes, if the operation succeeded.
    """

    status: str
    physical_resource_id: str
    reason: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    def recorded(self) -> str:
        """The answer as the ledger keeps it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_record(cls, recorded: str) -> Self:
        """The answer that the ledger keeps."""
        return cls(**json.loads(recorded))

    def body(self, event: Event) -> bytes:
        """The response to an event. The reason is cut where the response would be longer than 4096 bytes."""
        body: dict[str, Any] = {
            "Status": self.status,
            "PhysicalResourceId": self.physical_resource_id,
            "StackId": event.stack_id,
            "RequestId": event.request_id,
            "LogicalResourceId": event.logical_resource_id,
            "Reason": "",
        }
        if self.data:
            body["Data"] = dict(self.data)
        room = RESPONSE_BYTES - len(_encoded(body))
        reason = self.reason or self.status
        body["Reason"] = reason if response_bytes(reason) <= room else shorten(reason, room)
        return _encoded(body)


class HttpsResponses:
    """Puts answers to ResponseURLs: pre-signed addresses of Amazon S3."""

    def __init__(self) -> None:
        self._pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=False)

    def put(self, response_url: str, body: bytes) -> bool:
        """Put an answer to a ResponseURL. No error names the address: it is a secret.

        Returns:
            Whether the answer was accepted. Where it was not, it never will be: the URL has expired, or is not valid.

        Raises:
            TryAgainLater: the answer was not accepted, but may be later.
        """
        if not is_response_url(response_url):
            return False
        try:
            # The signature covers an empty Content-Type.
            status = self._pool.request("PUT", response_url, body=body, headers={"Content-Type": ""}).status
        except urllib3.exceptions.HTTPError as error:
            kind = type(error).__name__
            raise TryAgainLater(f"CloudFormation's address for the answer: {kind}") from None
        if status < 300:
            return True
        if 400 <= status < 500 and status not in (408, 429):
            return False
        raise TryAgainLater(f"CloudFormation's address for the answer: HTTP {status}")


def _encoded(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")
