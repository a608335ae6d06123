"""The stack that is deployed by itself."""

from __future__ import annotations

from aws_cdk import Stack


def top_stack(stack: Stack) -> Stack:
    """Of a nested stack, the one at the top, which is deployed to have it; of any other, the stack itself."""
    while (parent := stack.nested_stack_parent) is not None:
        stack = parent
    return stack
