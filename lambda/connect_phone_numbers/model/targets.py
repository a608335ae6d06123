"""Where a number is, and whether that is where it is asked for."""

from __future__ import annotations

from collections.abc import Callable


def is_group_arn(target_arn: str) -> bool:
    """Whether a target is a traffic distribution group."""
    return ":traffic-distribution-group/" in target_arn


def is_at(
    target_arn: str, asked_arn: str, is_default: Callable[[str], bool], instance_of: Callable[[str], str]
) -> bool:
    """Whether a number of one target is where another was asked for: an instance's default group stands for it.

    To replicate an instance adds its numbers that are in no group to its default group. A number that is asked for at
    the default group itself is not there while it is at the instance.
    https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html

    Args:
        target_arn: the number's.
        asked_arn: of an instance or a traffic distribution group.
        is_default: tells of a group, by its ARN.
        instance_of: the ARN of a group's instance, by the group's.
    """
    if target_arn == asked_arn or is_group_arn(asked_arn) or not is_group_arn(target_arn):
        return target_arn == asked_arn
    return instance_of(target_arn) == asked_arn and is_default(target_arn)
