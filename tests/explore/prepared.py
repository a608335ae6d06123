"""The function's code, prepared for being run thousands of times beside itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from connect_phone_numbers import entry
from connect_phone_numbers.aws import metrics
from connect_phone_numbers.model import identity
from tests.explore.invocation import LEDGER_TABLE_NAME

_READABLE: Any = SimpleNamespace(uuid5=lambda _, parts: parts, UUID=identity.uuid.UUID)
"""A ClientToken is a hash; here it is what is hashed, so that the moments within can be told."""


@contextmanager
def prepared() -> Iterator[None]:
    """No logs, no metrics, readable tokens, and a function that knows its ledger."""
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    entry._ready.add(LEDGER_TABLE_NAME)
    try:
        with (
            patch.object(identity, "uuid", _READABLE),
            patch.object(metrics, "emit", lambda *_: None),
        ):
            yield
    finally:
        entry._ready.discard(LEDGER_TABLE_NAME)
        logging.disable(disabled)
