"""A choice between yes and no."""

from __future__ import annotations

from .finding import Finding


def flag_findings(code: str, name: str, value: object) -> list[Finding]:
    """What is wrong with a flag, called by this name where it was given: 'false' would count as true."""
    if isinstance(value, bool):
        return []
    return [Finding(code, f"{name} is {value!r}: give True or False.")]
