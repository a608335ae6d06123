"""The available numbers of a search, a page at a time, read once for all resources that ask at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from ..ledger.layout import search_key
from ..ledger.shared_reading import SharedReading
from ..ledger.table import Item
from ..model.selection import PhoneNumberSearch
from .look import Tools

SEARCH_PAGES = 10
"""Pages of a search, of ten numbers each, that are looked through per prefix for one that nobody else is claiming."""
FRESH_SECONDS = 15
"""How old a page may be when a claim's search begins."""
_KEPT_SECONDS = 3600


def search_pages(tools: Tools, target_arn: str, search: PhoneNumberSearch, now: int, since: int) -> Iterator[list[str]]:
    """The numbers found, a page at a time, prefixes in order of preference. The pages are kept in the ledger.

    Args:
        tools: the services.
        target_arn: for which target.
        search: what to look for.
        now: in seconds since the epoch.
        since: pages read then or before are not good enough. It is the same for all steps of one search, however long
            that takes, or a search of many prefixes would begin again for ever.

    Raises:
        TryAgainLater: somebody else is reading just now, or the page has to wait for its turn.
    """
    for prefix in search.prefixes or ("",):
        token = ""
        for index in range(SEARCH_PAGES):

            def fetch(_: Item, prefix: str = prefix, token: str = token) -> Item:
                numbers, next_token = tools.connect.search(target_arn, search, prefix, token)
                return {"Numbers": numbers, "NextToken": next_token, "ExpiresAt": now + _KEPT_SECONDS}

            key = search_key(target_arn, f"{search.country_code}#{search.number_type}#{prefix}#{index:02d}")
            reading = SharedReading(tools.services.table, key, "a page of the search", tools.services.sleep)
            page = reading.read(now, since, fetch)
            yield list(page["Numbers"])
            token = page["NextToken"]
            if not token:
                break
