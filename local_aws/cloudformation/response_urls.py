"""The ResponseURLs of custom resources, and the answers that are awaited there.

On AWS they are pre-signed URLs of S3, which takes every answer for two hours. CloudFormation reads only the first one.
"""

import asyncio
import logging
import os
import secrets
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

from local_aws.cloudformation.behaviour import Behaviour

_LOGGER = logging.getLogger(__name__)

RESPONSE_PATH = "/_local_aws/cloudformation-response/"
EXPIRED = b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
FORGED = (
    b"<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the "
    b"signature you provided.</Message></Error>"
)
MOST_ANSWERS_REMEMBERED = 10_000


@dataclass(frozen=True)
class Addressee:
    """The request that a URL is for."""

    stack_id: str
    logical_resource_id: str
    request_type: str
    request_id: str


@dataclass
class ResponseUrl:
    """One URL. `answer` is the first body. `signed_at` is in whole seconds since the epoch."""

    addressee: Addressee
    signed_at: int
    lifetime: int
    answer: "asyncio.Future[bytes]"
    signature: str = field(default_factory=lambda: secrets.token_hex(32))

    def __str__(self) -> str:
        """The URL, as in the event."""
        to = self.addressee
        signed = datetime.fromtimestamp(self.signed_at, UTC)
        query = {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Date": f"{signed:%Y%m%dT%H%M%SZ}",
            "X-Amz-SignedHeaders": "host",
            "X-Amz-Expires": self.lifetime,
            "X-Amz-Credential": f"AKIALOCALCLOUDFORMATION/{signed:%Y%m%d}/{to.stack_id.split(':')[3]}/s3/aws4_request",
            "X-Amz-Signature": self.signature,
        }
        key = quote(f"{to.stack_id}|{to.logical_resource_id}|{to.request_id}", safe="")
        return f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}{RESPONSE_PATH}{key}?{urlencode(query)}"


@dataclass(frozen=True)
class Answer:
    """An answer. `heard` is False if nobody waited for it."""

    stack_id: str
    logical_resource_id: str
    request_type: str
    request_id: str
    body: str
    status_code: int
    heard: bool


class ResponseUrls:
    """The URLs so far, by signature, and their answers."""

    def __init__(self) -> None:
        self._urls: dict[str, ResponseUrl] = {}
        self._answers: list[Answer] = []
        self._last: dict[tuple[str, str], int] = {}

    def sign(self, addressee: Addressee, behaviour: Behaviour) -> ResponseUrl:
        """Make a URL. The behaviour says how long it takes answers. `close` ends the wait for an answer."""
        resource, moment = (addressee.stack_id, addressee.logical_resource_id), int(time.time())
        if behaviour.signing_moments == "apart":
            moment = max(moment, self._last.get(resource, 0) + 1)
        self._last[resource] = moment
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        url = ResponseUrl(addressee, moment, behaviour.response_url_seconds, answer)
        self._urls[url.signature] = url
        return url

    def close(self, url: ResponseUrl) -> None:
        """Stop waiting for answers. Until the URL expires, they are still taken, as S3 does."""
        url.answer.cancel()

    def put(self, query_string: str, body: bytes) -> tuple[int, bytes]:
        """Take an answer. Returns S3's status and body."""
        url = self._urls.get(parse_qs(query_string).get("X-Amz-Signature", [""])[0])
        if url is None:
            return 403, FORGED
        expired = time.time() > url.signed_at + url.lifetime
        heard = not expired and not url.answer.done()
        if heard:
            url.answer.set_result(body)
        else:
            _LOGGER.warning("an answer that nobody waits for: %s", url.addressee)
        status = 403 if expired else 200
        text = body.decode(errors="replace")
        self._answers = self._answers[-MOST_ANSWERS_REMEMBERED:]
        self._answers.append(Answer(**asdict(url.addressee), body=text, status_code=status, heard=heard))
        return status, EXPIRED if expired else b""

    def answers(self) -> list[dict[str, Any]]:
        """The answers so far, in order, as plain data."""
        return [asdict(answer) for answer in self._answers]


RESPONSE_URLS = ResponseUrls()
