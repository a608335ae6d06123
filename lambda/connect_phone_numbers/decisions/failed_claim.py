"""What to do about a claim whose status became FAILED."""

from __future__ import annotations

import re

ATTEMPTS = 2
"""The service holds the number of a FAILED claim for its claimer for one day: it is worth a second attempt.
https://docs.aws.amazon.com/connect/latest/APIReference/API_PhoneNumberStatus.html"""

_LIMIT = re.compile(r"limit|quota|maximum|exceed", re.IGNORECASE)


def speaks_of_a_limit(message: str) -> bool:
    """Whether a FAILED claim's message says that a limit was reached, so that another attempt would only burn budget.

    Text is all there is: the service gives FAILED no code.
    """
    return _LIMIT.search(message) is not None


def is_worth_another_attempt(message: str, attempts_made: int) -> bool:
    """Whether to claim the same number again.

    Args:
        message: of the PhoneNumberStatus.
        attempts_made: claims of this number that FAILED, this one included.
    """
    return attempts_made < ATTEMPTS and not speaks_of_a_limit(message)


def advice(message: str) -> str:
    """What the reader of the stack's event can do about it."""
    if speaks_of_a_limit(message):
        return (
            "Release numbers that are not needed, or request an increase of the quota 'Phone numbers per instance' "
            "(Service Quotas: connect, L-8F812903); if it is below the quota, AWS Support has to lift the block."
        )
    return "Deploy again to try another time, or choose another number; if it goes on, ask AWS Support."
