"""Values that are known only at deployment."""

from __future__ import annotations

from aws_cdk import Token

_MARKER = "{Token["
"""In every string that is or holds a token, and in the one string of a list that is a token as a whole."""


def is_token(value: object) -> bool:
    """Whether a string, or a list of strings, is or holds a token. Anything else, jsii can't even ask of."""
    # Only what may be one is worth the way to the CDK's own process: it is asked some ten times for each number.
    if isinstance(value, list):
        is_marked = all(isinstance(element, str) for element in value) and any(_MARKER in element for element in value)
    else:
        is_marked = isinstance(value, str) and _MARKER in value
    return is_marked and Token.is_unresolved(value)
