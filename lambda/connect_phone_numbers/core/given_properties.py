"""The properties that a template gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def given_properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Those that are neither null nor empty strings, which a template's condition leaves where it gives nothing."""
    return {name: value for name, value in properties.items() if value is not None and value != ""}
