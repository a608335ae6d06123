"""moto's answers about instances, which this package adds to. In moto itself, its responses.py takes this place."""

from moto.connect.responses import ConnectResponse

__all__ = ["ConnectResponse"]
