"""Where the handler's package is, whose rules this one uses."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

HANDLER_PACKAGE = "connect_phone_numbers"


def add_handler_path() -> None:
    """Make the handler's package importable, behind everything that is so already.

    Raises:
        ImportError: it was installed without the handler's code.
    """
    folder = str(handler_folder())
    if folder not in sys.path:
        sys.path.append(folder)


def handler_folder() -> Path:
    """The folder with the handler's package: in the wheel within `constructs_lib`, in a checkout beside it.

    `constructs_lib` is looked for and not imported: the CDK would be loaded with it, which takes seconds.

    Raises:
        ImportError: it is in neither place.
    """
    spec = find_spec("constructs_lib")
    if spec is None or spec.origin is None:
        raise ImportError("constructs_lib is not installed: install cdk-connect-phone-numbers[cli] again.")
    package = Path(spec.origin).parent
    for folder in (package / "_lambda", package.parent / "lambda"):
        if (folder / HANDLER_PACKAGE / "__init__.py").is_file():
            return folder
    raise ImportError(f"{package} has no handler's code: install cdk-connect-phone-numbers[cli] again.")
