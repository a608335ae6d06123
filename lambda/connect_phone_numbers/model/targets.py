"""Whether a number is at the target that its resource asks for."""

from __future__ import annotations

from collections.abc import Callable


def is_group_arn(target_arn: str) -> bool:
    """Whether a target's ARN is that of a traffic distribution group."""
    return ":traffic-distribution-group/" in target_arn


def is_at(
    target_arn: str, asked_arn: str, is_default: Callable[[str], bool], instance_of: Callable[[str], str]
) -> bool:
    """Whether a number at one target counts as being at another. A default group counts as its instance.

    Replicating an instance moves its numbers that are in no group to its default group. But a number at the instance
    is not at the default group, where the template names the group itself.
    https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html

    Args:
        target_arn: the ARN of the number's target.
        asked_arn: the ARN of the instance or traffic distribution group that is asked for.
        is_default: whether a group, given by its ARN, is its instance's default group.
        instance_of: gives the ARN of a group's instance.
    """
    if target_arn == asked_arn or is_group_arn(asked_arn) or not is_group_arn(target_arn):
        return target_arn == asked_arn
    return instance_of(target_arn) == asked_arn and is_default(target_arn)
