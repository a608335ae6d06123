"""Text that can be written to a template."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def is_text(value: str) -> bool:
    """Whether every part of it is a character: a Python string may hold halves of surrogate pairs."""
    return _SURROGATE.search(value) is None
