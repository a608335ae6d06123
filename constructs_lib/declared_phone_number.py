"""A phone number as the check of an app's quotas sees it."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import Stack
from constructs import Construct, IConstruct

from .target_identity import target_identity


@dataclass(frozen=True)
class DeclaredPhoneNumber:
    """A number that the app declares.

    Attributes:
        construct: the number.
        target_arn: what it is claimed to; may be a token.
        assumed_quota: the quota that its provider was told to assume; None where it was not.
    """

    construct: Construct
    target_arn: str
    assumed_quota: int | None

    @property
    def target(self) -> str:
        """The target's identity, the same for all numbers of a target."""
        return target_identity(self.target_arn, Stack.of(self.construct))

    @property
    def top_stack(self) -> Stack:
        """The stack that is deployed to have it; of a nested stack, the one at the top."""
        stack = Stack.of(self.construct)
        while (parent := stack.nested_stack_parent) is not None:
            stack = parent
        return stack

    @property
    def is_in_tree(self) -> bool:
        """Whether neither it nor what it is in was removed from the tree."""
        construct: IConstruct = self.construct
        while (scope := construct.node.scope) is not None:
            if scope.node.try_find_child(construct.node.id) is not construct:
                return False
            construct = scope
        return True
