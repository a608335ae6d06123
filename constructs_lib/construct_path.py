"""The path of a construct that isn't there yet."""

from __future__ import annotations

from constructs import Construct


def construct_path(scope: Construct, id: str) -> str:
    """The path that a construct of this id will have, for the errors that keep it from being made.

    Raises:
        TypeError: the scope is no construct.
    """
    node = getattr(scope, "node", None)
    if node is None:
        raise TypeError(f"scope is {scope!r}: give a construct.")
    path = node.path
    return f"{path}/{id}" if path else id
