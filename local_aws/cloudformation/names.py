"""The names that CloudFormation invents for resources that the template leaves unnamed."""

import secrets
import string

SUFFIX_LENGTH = 12


def physical_name(stack_name: str, logical_resource_id: str, longest: int = 255) -> str:
    """A new name from the stack, the logical id and random characters; the first two are shortened if need be."""
    room = longest - SUFFIX_LENGTH - 2
    of_stack = stack_name[: max(room // 2, room - len(logical_resource_id))]
    of_resource = logical_resource_id[: room - len(of_stack)]
    suffix = "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(SUFFIX_LENGTH))
    return f"{of_stack}-{of_resource}-{suffix}"
