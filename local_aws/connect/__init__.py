"""Amazon Connect with phone numbers, as an extension of moto.

`install` serves it in process (`moto.mock_aws`) and from moto's server; `server.application` adds the control
over HTTP.
"""

from .control import ConnectControl
from .control_client import ControlClient, ControlError
from .install import install

__all__ = ["ConnectControl", "ControlClient", "ControlError", "install"]
