"""Puts phone numbers into moto's Connect."""

import boto3
from moto.connect.models import connect_backends

from .controlled.models import ControlledBackend
from .controlled.state import ControlledState
from .models.state import state_backends


def install() -> None:
    """Let moto, in process and as a server, answer for phone numbers too, in every Region; once is enough.

    Instances that moto made before are forgotten.
    """
    if connect_backends.backend is ControlledBackend:
        return
    connect_backends.backend = ControlledBackend
    state_backends.backend = ControlledState
    # botocore's list of Connect's Regions is out of date: Osaka, where replicas can be, is missing.
    connect_backends._additional_regions = boto3.session.Session().get_available_regions("ec2")
    connect_backends.clear()
    state_backends.clear()
