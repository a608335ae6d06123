"""Physical resources that a stack still has to delete, though its resources of those names are others by now.

They are what failed creates left where nothing was rolled back, and the resource was created again.
"""

from local_aws.cloudformation.stack import Stack
from local_aws.cloudformation.stack_resource import StackResource


def leave(stack: Stack, resource: StackResource) -> None:
    """Remember a physical resource for the next clean-up, or the stack's deletion."""
    leftovers = _of(stack)
    leftovers[f"{resource['LogicalResourceId']} (left {len(leftovers) + 1})"] = resource


def take_leftovers(stack: Stack) -> dict[str, StackResource]:
    """What is left, by keys that no logical id equals; it is forgotten, whatever becomes of it."""
    leftovers = dict(_of(stack))
    _of(stack).clear()
    return leftovers


def _of(stack: Stack) -> dict[str, StackResource]:
    leftovers: dict[str, StackResource] = stack.record.setdefault("_leftovers", {})
    return leftovers
