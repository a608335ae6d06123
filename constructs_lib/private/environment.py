"""A construct's path, the stack that deploys it, and that stack's account and Region."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from aws_cdk import Stack
from constructs import Construct

from .tokens import is_token


@dataclass(frozen=True)
class Environment:
    """A stack's environment; each part may be a token."""

    partition: str
    region: str
    account: str

    @staticmethod
    def of(stack: Stack) -> Environment:
        """The environment of a stack. It is read once, and not for each number: it never changes."""
        known = _ENVIRONMENTS.get(stack)
        if known is None:
            known = _ENVIRONMENTS[stack] = Environment(stack.partition, stack.region, stack.account)
        return known

    def may_be(self, other: Environment) -> bool:
        """Whether both may be the same account and Region."""
        return not differs(self.account, other.account) and not differs(self.region, other.region)

    def __str__(self) -> str:
        return f"{self.account}/{self.region}"


_ENVIRONMENTS: WeakKeyDictionary[Stack, Environment] = WeakKeyDictionary()


def differs(given: str, expected: str) -> bool:
    """Whether two parts of environments are known to differ. A token may become any value."""
    return given != expected and not is_token(given) and not is_token(expected)


def construct_path(scope: Construct, id: str) -> str:
    """The path that a construct with this id will have. Errors name it before the construct exists.

    Raises:
        TypeError: the scope is no construct.
    """
    node = getattr(scope, "node", None)
    if node is None:
        raise TypeError(f"scope is {scope!r}: give a construct.")
    path = node.path
    return f"{path}/{id}" if path else id


def top_stack(stack: Stack) -> Stack:
    """The stack that is deployed: for a nested stack the stack at the top, for any other the stack itself."""
    while (parent := stack.nested_stack_parent) is not None:
        stack = parent
    return stack
