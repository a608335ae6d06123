"""The policies that keep a physical resource when its stack no longer has it."""

from local_aws.cloudformation.stack_resource import StackResource

RETAIN = "Retain"
RETAIN_EXCEPT_ON_CREATE = "RetainExceptOnCreate"


def keeps_on_delete(resource: StackResource) -> bool:
    """Tell whether deleting the stack, or removing the resource from it, keeps the physical resource."""
    return resource["DeletionPolicy"] in (RETAIN, RETAIN_EXCEPT_ON_CREATE)


def keeps_on_failed_create(resource: StackResource) -> bool:
    """Tell whether rolling back the operation that created the resource keeps the physical resource."""
    return resource["DeletionPolicy"] == RETAIN


def keeps_on_replace(resource: StackResource) -> bool:
    """Tell whether an update that replaces the physical resource keeps the old one."""
    return resource["UpdateReplacePolicy"] in (RETAIN, RETAIN_EXCEPT_ON_CREATE)
