"""The available numbers of a search, a page at a time, read once for all resources that ask at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from .connect import Connect
from .core.selection import PhoneNumberSearch
from .shared_reading import SharedReading
from .table import Item, Table

SEARCH_PAGES = 10
"""Pages of a search, of ten numbers each, that are looked through per prefix for one that nobody else is claiming."""
FRESH_SECONDS = 15
"""How old a page may be that a candidate is taken from."""
_KEPT_SECONDS = 3600


class SearchPages:
    """The pages, kept in the ledger."""

    def __init__(self, table: Table, connect: Connect) -> None:
        """Use the ledger's table and Amazon Connect."""
        self._table = table
        self._connect = connect

    def of(self, target_arn: str, search: PhoneNumberSearch, now: int, since: int) -> Iterator[list[str]]:
        """The numbers found, a page at a time, prefixes in order of preference.

        Args:
            target_arn: for which target.
            search: what to look for.
            now: in seconds since the epoch.
            since: pages read then or before are not good enough.

        Raises:
            TryAgainLater: somebody else is reading just now, or the service can't be reached.
        """
        since = max(since, now - FRESH_SECONDS)
        for prefix in search.prefixes or ("",):
            token = ""
            for index in range(SEARCH_PAGES):

                def fetch(_: Item, prefix: str = prefix, token: str = token) -> Item:
                    numbers, next_token = self._connect.search(target_arn, search, prefix, token)
                    return {"Numbers": numbers, "NextToken": next_token, "ExpiresAt": now + _KEPT_SECONDS}

                sort_key = f"{search.country_code}#{search.number_type}#{prefix}#{index:02d}"
                reading = SharedReading(self._table, {"PK": f"SEARCH#{target_arn}", "SK": sort_key}, "a search's page")
                page = reading.read(now, since, fetch)
                yield list(page["Numbers"])
                token = page["NextToken"]
                if not token:
                    break
