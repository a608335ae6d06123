"""The errors of Service Quotas, named as in its service model."""

from moto.core.exceptions import ServiceException


class NoSuchResourceException(ServiceException):
    """400: there is no such quota, or no such resource."""

    code = "NoSuchResourceException"


class AccessDeniedException(ServiceException):
    """400: the caller lacks a permission."""

    code = "AccessDeniedException"


class IllegalArgumentException(ServiceException):
    """400: the request is not valid."""

    code = "IllegalArgumentException"


class ResourceAlreadyExistsException(ServiceException):
    """400: there is an open request for this quota."""

    code = "ResourceAlreadyExistsException"


class QuotaServiceException(ServiceException):
    """400: the service failed."""

    code = "ServiceException"


class TooManyRequestsException(ServiceException):
    """400: too many requests."""

    code = "TooManyRequestsException"
