"""moto's backend of instances, which this package adds to. In moto itself, its models.py takes this place."""

from moto.connect.models import ConnectBackend, Instance, connect_backends

__all__ = ["ConnectBackend", "Instance", "connect_backends"]
