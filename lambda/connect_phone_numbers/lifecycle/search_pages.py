"""The available numbers of a search, a page at a time, read once for all resources that ask at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..aws.connect import Connect
from ..ledger.layout import search_key
from ..ledger.shared_reading import SharedReading
from ..ledger.table import Item, Table
from ..model.selection import PhoneNumberSearch

SEARCH_PAGES = 10
"""Pages of a search, of ten numbers each, that are looked through per prefix for one that nobody else is claiming."""
FRESH_SECONDS = 15
"""How old a page may be when a claim's search begins."""
_KEPT_SECONDS = 3600


class SearchPages:
    """The pages, kept in the ledger."""

    def __init__(self, table: Table, connect: Connect, sleep: Callable[[float], None]) -> None:
        """Use the ledger's table and Amazon Connect; `sleep` waits for seconds."""
        self._table = table
        self._connect = connect
        self._sleep = sleep

    def of(self, target_arn: str, search: PhoneNumberSearch, now: int, since: int) -> Iterator[list[str]]:
        """The numbers found, a page at a time, prefixes in order of preference.

        Args:
            target_arn: for which target.
            search: what to look for.
            now: in seconds since the epoch.
            since: pages read then or before are not good enough. It is the same for all steps of one search, however
                long that takes, or a search of many prefixes would begin again for ever.

        Raises:
            TryAgainLater: somebody else is reading just now, or the page has to wait for its turn.
        """
        for prefix in search.prefixes or ("",):
            token = ""
            for index in range(SEARCH_PAGES):

                def fetch(_: Item, prefix: str = prefix, token: str = token) -> Item:
                    numbers, next_token = self._connect.search(target_arn, search, prefix, token)
                    return {"Numbers": numbers, "NextToken": next_token, "ExpiresAt": now + _KEPT_SECONDS}

                sort_key = f"{search.country_code}#{search.number_type}#{prefix}#{index:02d}"
                reading = SharedReading(
                    self._table, search_key(target_arn, sort_key), "a page of the search", self._sleep
                )
                page = reading.read(now, since, fetch)
                yield list(page["Numbers"])
                token = page["NextToken"]
                if not token:
                    break
