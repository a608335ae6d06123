"""The errors of LookupEvents, named as in CloudTrail's service model."""

from moto.core.exceptions import ServiceException


class InvalidLookupAttributesException(ServiceException):
    """400: an attribute is not one that events can be looked up by, or there are two."""

    code = "InvalidLookupAttributesException"


class InvalidTimeRangeException(ServiceException):
    """400: the end is before the start."""

    code = "InvalidTimeRangeException"


class InvalidMaxResultsException(ServiceException):
    """400: a page has 1 to 50 events."""

    code = "InvalidMaxResultsException"


class InvalidNextTokenException(ServiceException):
    """400: the token is not one of this service's, or of another lookup."""

    code = "InvalidNextTokenException"


class AccessDeniedException(ServiceException):
    """400: the caller lacks a permission."""

    code = "AccessDeniedException"


class InternalFailure(ServiceException):
    """500: the service failed."""

    code = "InternalFailure"


class ThrottlingException(ServiceException):
    """400: more than two requests per second."""

    code = "ThrottlingException"
