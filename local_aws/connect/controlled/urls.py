"""Connect's URLs, answered under control."""

from ..urls import url_bases
from ..urls import url_paths as paths
from .responses import ControlledResponse

__all__ = ["url_bases", "url_paths"]

url_paths = dict.fromkeys(paths, ControlledResponse.dispatch)
