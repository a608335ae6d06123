"""Pages of lists, with opaque tokens."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from moto.core.exceptions import ServiceException

from ..exceptions import InvalidParameterException

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """The items of a page and the token of the next; None: this is the last."""

    items: list[Item]
    next_token: str | None


def page_of(
    items: list[Item],
    key: Callable[[Item], str],
    size: int,
    token: str | None,
    error: type[ServiceException] = InvalidParameterException,
) -> Page[Item]:
    """The `size` items (sorted by `key`) that follow the page that `token` ended.

    The token names the last item seen, so items that come or go between two pages are neither repeated nor skipped.
    """
    if token is not None:
        last = _decode(token, error)
        items = [item for item in items if key(item) > last]
    page = items[:size]
    return Page(page, _encode(key(page[-1])) if len(items) > size else None)


def _encode(last: str) -> str:
    return base64.urlsafe_b64encode(f"after {last}".encode()).decode()


def _decode(token: str, error: type[ServiceException]) -> str:
    try:
        text = base64.b64decode(token, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as cause:
        raise error(f"NextToken is not one that this service gave: {token}") from cause
    if not text.startswith("after "):
        raise error(f"NextToken is not one that this service gave: {token}")
    return text.removeprefix("after ")
