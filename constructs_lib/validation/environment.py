"""Where a stack is deployed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from aws_cdk import Stack

from ..is_token import is_token


@dataclass(frozen=True)
class Environment:
    """A stack's environment; each part may be a token."""

    partition: str
    region: str
    account: str

    @classmethod
    def of(cls, stack: Stack) -> Self:
        """The environment of a stack."""
        return cls(stack.partition, stack.region, stack.account)


def differs(given: str, expected: str) -> bool:
    """Whether two parts of environments are known to differ: a token may turn out to be anything."""
    return given != expected and not is_token(given) and not is_token(expected)
