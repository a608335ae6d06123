"""Text that can be sent to a service."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def is_text(value: object) -> bool:
    """Whether it is a string, and every part of it a character: JSON can carry halves of surrogate pairs."""
    return isinstance(value, str) and _SURROGATE.search(value) is None
