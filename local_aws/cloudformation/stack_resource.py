"""A stack's record of one resource, in the shape that ministack's Describe operations read."""

from typing import Any, TypedDict


class StackResource(TypedDict):
    """One resource of a stack. Property values are resolved: no intrinsic function is left in them."""

    LogicalResourceId: str
    PhysicalResourceId: str
    ResourceType: str
    ResourceStatus: str
    Properties: dict[str, Any]
    Attributes: dict[str, Any]
    Timestamp: str
    DependsOn: list[str]
    DeletionPolicy: str
    UpdateReplacePolicy: str
