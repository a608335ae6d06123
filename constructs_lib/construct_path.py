"""The path of a construct that isn't there yet."""

from __future__ import annotations

from constructs import Construct


def construct_path(scope: Construct, id: str) -> str:
    """The path that a construct of this id will have, for the errors that keep it from being made."""
    return f"{scope.node.path}/{id}" if scope.node.path else id
