"""Where the handler's package is, whose rules this package uses.

It is looked for before anything else is imported. So this module imports only what each Python has loaded already: a
user who presses Ctrl-C at once sees no traceback.
"""

from __future__ import annotations

import os
import sys

HANDLER_PACKAGE = "connect_phone_numbers"


def add_handler_path() -> None:
    """Make the handler's package importable, after all that is importable already.

    Raises:
        ImportError: it was installed without the handler's code.
    """
    folder = handler_folder()
    if folder not in sys.path:
        sys.path.append(folder)


def handler_folder() -> str:
    """The folder with the handler's package: in the wheel within `constructs_lib`, in a checkout beside it.

    Raises:
        ImportError: it is in neither place.
    """
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib isn't loaded yet
    for folder in (f"{root}/constructs_lib/_lambda", f"{root}/lambda"):
        if os.path.isfile(f"{folder}/{HANDLER_PACKAGE}/__init__.py"):  # noqa: PTH113 - as above
            return folder
    raise ImportError(f"{root} has no handler's code: install cdk-connect-phone-numbers[cli] again.")
