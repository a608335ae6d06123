"""The ARN of an instance, however it is given."""

from __future__ import annotations

from aws_cdk.interfaces.aws_connect import IInstanceRef


def instance_arn(instance: IInstanceRef | str) -> str:
    """The ARN of an instance.

    Raises:
        TypeError: it is neither a construct of an instance nor a string.
    """
    if isinstance(instance, str):
        return instance
    if hasattr(instance, "instance_ref"):
        return instance.instance_ref.instance_arn
    raise TypeError(f"instance is {instance!r}: give an instance (IInstanceRef) or its ARN.")
