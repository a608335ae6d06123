"""Values that are known only at deployment."""

from __future__ import annotations

from aws_cdk import Token


def is_token(value: object) -> bool:
    """Whether a string, or a list of strings, is or holds a token. Anything else, jsii can't even ask of."""
    if isinstance(value, list):
        # A list that is a token as a whole has one element, which is marked otherwise than a string.
        return all(isinstance(element, str) for element in value) and Token.is_unresolved(value)
    return isinstance(value, str) and Token.is_unresolved(value)
