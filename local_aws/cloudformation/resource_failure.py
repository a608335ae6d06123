"""The failure of one resource."""


class ResourceFailure(Exception):
    """A resource could not be created, updated or deleted.

    `physical_resource_id` names the physical resource that the rollback deletes; None if there is none. `attempted` is
    False if the resource's provider was not called, so that there is nothing to roll back.
    """

    def __init__(self, reason: str, physical_resource_id: str | None = None, *, attempted: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.physical_resource_id = physical_resource_id
        self.attempted = attempted


def already_exists(resource_type: str, identifier: str) -> ResourceFailure:
    """CloudFormation's words for a name that is taken."""
    return ResourceFailure(
        f"Resource of type '{resource_type}' with identifier '{identifier}' already exists. "
        "(HandlerErrorCode: AlreadyExists)",
        attempted=False,
    )
