"""Words beside figures: plurals, and how far off a moment is."""

from __future__ import annotations

_UNITS = (("day", 24 * 60), ("hour", 60))
"""Units of time, and their minutes."""


def count(number: int, noun: str, plural: str = "") -> str:
    """A number and its noun: `1 claim`, `2 claims`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def days_from(now: int, at: int) -> str:
    """How far off a moment is, in days: `today`, `in 1 day`, `in 12 days`."""
    days = -(-(at - now) // (24 * 3600))
    return "now" if at <= now else f"in {count(days, 'day')}"


def time_since(at: int, now: int) -> str:
    """How long ago a moment was: `0 minutes ago`, `1 hour ago`, `12 days ago`."""
    minutes = max(0, now - at) // 60
    unit, size = next((each for each in _UNITS if minutes >= each[1]), ("minute", 1))
    return f"{count(minutes // size, unit)} ago"
