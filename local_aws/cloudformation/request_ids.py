"""The RequestIds of a stack's custom resources."""

import uuid
from typing import Any

Key = tuple[str, str, str]
"""A request's type, logical id and physical id."""


class RequestIds:
    """Gives each request a new id. With `reused`, a request that failed before gets its old id again.

    `record` is ministack's record of the stack, in which the ids are kept.
    """

    def __init__(self, record: dict[str, Any], choice: str) -> None:
        self._of_failed: dict[Key, str] = record.setdefault("_request_ids", {})
        self._reuses = choice == "reused"

    def for_request(self, key: Key) -> str:
        """The id of a request that is sent now."""
        request_id = str(uuid.uuid4())
        return self._of_failed.setdefault(key, request_id) if self._reuses else request_id

    def forget(self, key: Key) -> None:
        """Forget a request's id: it succeeded, and is not retried."""
        self._of_failed.pop(key, None)
