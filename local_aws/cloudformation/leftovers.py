"""Physical resources that a stack still has to delete, although their logical ids have other physical resources now.

They come from failed creates that were not rolled back: the resource was created again afterwards.
"""

from local_aws.cloudformation.stack import Stack
from local_aws.cloudformation.stack_resource import StackResource


def leave(stack: Stack, resource: StackResource) -> None:
    """Record a physical resource for the next clean-up or for the stack's deletion."""
    leftovers = _of(stack)
    leftovers[f"{resource['LogicalResourceId']} (left {len(leftovers) + 1})"] = resource


def take_leftovers(stack: Stack) -> dict[str, StackResource]:
    """Return the leftovers, by keys that equal no logical id, and forget them, even if their deletion fails."""
    leftovers = dict(_of(stack))
    _of(stack).clear()
    return leftovers


def _of(stack: Stack) -> dict[str, StackResource]:
    leftovers: dict[str, StackResource] = stack.record.setdefault("_leftovers", {})
    return leftovers
