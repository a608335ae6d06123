"""The deletion of a stack. It replaces ministack's."""

from ministack.services import cloudformation

from local_aws.cloudformation.deletion_policy import keeps_on_delete
from local_aws.cloudformation.leftovers import leave, take_leftovers
from local_aws.cloudformation.outputs import withdraw_exports
from local_aws.cloudformation.removal import remove
from local_aws.cloudformation.running_operations import operation
from local_aws.cloudformation.stack import Stack


async def delete_stack(stack_name: str, stack_id: str) -> None:
    """Delete a stack's resources, dependents first. The signature is that of ministack's `_delete_stack_async`.

    Ends in DELETE_COMPLETE, or in DELETE_FAILED with the resources that are left. Another deletion tries these again.
    """
    stack = Stack(stack_name, stack_id, cloudformation._stacks[stack_name])
    async with operation(stack_id):
        stack.enter("DELETE_IN_PROGRESS")
        leftovers = take_leftovers(stack)
        failed = await remove(stack, stack.resources | leftovers, keeps_on_delete)
        for key in sorted(leftovers.keys() & set(failed)):
            leave(stack, leftovers[key])
        gone = [
            name
            for name, resource in stack.resources.items()
            if resource["ResourceStatus"] in ("DELETE_COMPLETE", "DELETE_SKIPPED")
        ]
        for logical_resource_id in gone:
            del stack.resources[logical_resource_id]
        if failed:
            stack.enter("DELETE_FAILED", f"The following resource(s) failed to delete: [{', '.join(failed)}].")
            return
        withdraw_exports(stack)
        stack.enter("DELETE_COMPLETE")
