"""The ResponseURL: the pre-signed address for a custom resource's response."""

import hashlib
from datetime import UTC, datetime
from urllib.parse import parse_qs, quote, urlsplit

SECONDS = 7200
"""How many seconds a ResponseURL takes answers."""

_HOST = "cloudformation-custom-resource-response-useast1.s3.amazonaws.com"
_MOMENT = "%Y%m%dT%H%M%SZ"


def response_url(stack_id: str, logical_resource_id: str, request_id: str, now: float) -> str:
    """The ResponseURL of a request, signed now. A later one of the same request differs only in its signature."""
    moment = datetime.fromtimestamp(now, UTC).strftime(_MOMENT)
    path = quote(f"{stack_id}|{logical_resource_id}|{request_id}", safe="/")
    query = "&".join(
        [
            "X-Amz-Algorithm=AWS4-HMAC-SHA256",
            f"X-Amz-Date={moment}",
            "X-Amz-SignedHeaders=host",
            f"X-Amz-Expires={SECONDS}",
            f"X-Amz-Credential=AKIAEXAMPLE%2F{moment[:8]}%2Fus-east-1%2Fs3%2Faws4_request",
            f"X-Amz-Signature={hashlib.sha256(f'{path} {moment}'.encode()).hexdigest()}",
        ]
    )
    return f"https://{_HOST}/{path}?{query}"


def address_of(url: str) -> str:
    """The address of a ResponseURL without its signature."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def expires_at(url: str) -> float:
    """When a ResponseURL stops taking answers, in seconds since the epoch. 0 if it is not signed."""
    query = parse_qs(urlsplit(url).query)
    if not {"X-Amz-Date", "X-Amz-Expires", "X-Amz-Signature"} <= set(query):
        return 0.0
    signed_at = datetime.strptime(query["X-Amz-Date"][0], _MOMENT).replace(tzinfo=UTC)
    return signed_at.timestamp() + int(query["X-Amz-Expires"][0])
