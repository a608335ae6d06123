"""The errors of Amazon Connect, named as in its service model, which also gives their HTTP statuses."""

from moto.core.exceptions import ServiceException


class ConnectError(ServiceException):
    """Base of the service's modelled errors; `message` says what happened, with the value."""


class AccessDeniedException(ConnectError):
    """403: the caller lacks a permission."""

    code = "AccessDeniedException"


class DuplicateResourceException(ConnectError):
    """409: a resource of that name exists."""

    code = "DuplicateResourceException"


class IdempotencyException(ConnectError):
    """409: the ClientToken was used with another request."""

    code = "IdempotencyException"


class InternalServiceException(ConnectError):
    """500: the service failed."""

    code = "InternalServiceException"


class InvalidContactFlowException(ConnectError):
    """400: the flow's content is not valid; `problems` lists why."""

    code = "InvalidContactFlowException"

    def __init__(self, problem: str) -> None:
        super().__init__("")
        self.problems = [{"message": problem}]

    def __str__(self) -> str:
        # moto sends this as the Message that an error has; the model gives this one none.
        return ""


class InvalidParameterException(ConnectError):
    """400: a parameter is not valid."""

    code = "InvalidParameterException"


class InvalidRequestException(ConnectError):
    """400: the request is not valid."""

    code = "InvalidRequestException"


class ResourceConflictException(ConnectError):
    """409: the resource's state conflicts with the request."""

    code = "ResourceConflictException"


class ResourceInUseException(ConnectError):
    """409: the resource is used by another one, or by an operation that has not ended."""

    code = "ResourceInUseException"

    def __init__(self, message: str, resource_type: str, resource_id: str) -> None:
        super().__init__(message)
        self.ResourceType = resource_type
        self.ResourceId = resource_id


class ResourceNotFoundException(ConnectError):
    """404: there is no such resource, or not here."""

    code = "ResourceNotFoundException"


class ResourceNotReadyException(ConnectError):
    """409: the resource is still being made."""

    code = "ResourceNotReadyException"


class ThrottlingException(ConnectError):
    """429: too many requests."""

    code = "ThrottlingException"
