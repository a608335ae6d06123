"""Adds the event history to moto's CloudTrail."""

from moto.cloudtrail.models import cloudtrail_backends

from .models import CloudTrailBackend


def install() -> None:
    """Let moto answer LookupEvents in every Region. A second call changes nothing."""
    if cloudtrail_backends.backend is CloudTrailBackend:
        return
    cloudtrail_backends.backend = CloudTrailBackend
    cloudtrail_backends.clear()
