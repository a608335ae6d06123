"""Preparation of the function's code: it runs many thousand times in one process."""

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
"""A ClientToken is a hash. Here it is the hashed text, so that the times in it can be recognised."""


@contextmanager
def prepared() -> Iterator[None]:
    """Prepare: no logs, no metrics, readable tokens, and a function that already knows its ledger."""
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
