"""Words in figures' company."""

from __future__ import annotations


def count(number: int, noun: str, plural: str = "") -> str:
    """A number and its noun: `1 claim`, `2 claims`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def days_from(now: int, at: int) -> str:
    """How far off a moment is, in days: `today`, `in 1 day`, `in 12 days`."""
    days = -(-(at - now) // (24 * 3600))
    return "now" if at <= now else f"in {count(days, 'day')}"
