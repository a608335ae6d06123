"""The available numbers of a search, page by page. Resources that search at the same time share the pages."""

from __future__ import annotations

from collections.abc import Iterator

from ..ledger.layout import search_key
from ..ledger.shared_reading import SharedReading
from ..ledger.table import Item
from ..model.selection import PhoneNumberSearch
from .look import Tools

SEARCH_PAGES = 10
"""How many pages of ten numbers a search reads for each prefix, to find a number that nobody else is claiming."""
FRESH_SECONDS = 15
"""How old a page may be when a claim's search begins."""
_KEPT_SECONDS = 3600


def search_pages(tools: Tools, target_arn: str, search: PhoneNumberSearch, now: int, since: int) -> Iterator[list[str]]:
    """The numbers found, page by page, the preferred prefix first. The ledger keeps the pages.

    Args:
        tools: the services.
        target_arn: the target that the numbers are for.
        search: what to search for.
        now: seconds since the epoch.
        since: pages must be read later than this. It stays the same for all steps of one search. Otherwise a search of
            many prefixes would never come to its end.

    Raises:
        TryAgainLater: another resource is reading the page, or the page has to wait for its turn.
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
