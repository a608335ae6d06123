"""`connect-numbers`, and `python -m connect_numbers`."""

from __future__ import annotations

import os
import sys

_NEEDED = ("boto3", "botocore", "phonenumbers", "rich", "typer")
_CLOSED_PIPE = 141
"""As of a process that the closed pipe ends: 128 and SIGPIPE."""
_INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    try:
        _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has enough, as `head` has. Nothing is flushed to it any more, at the interpreter's end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_CLOSED_PIPE)
    except KeyboardInterrupt:
        # Before the command line itself is loaded.
        sys.exit(_INTERRUPTED)


def _run() -> None:
    try:
        from connect_numbers.command_line import main as run  # noqa: PLC0415 - the extra may not be installed
    except ModuleNotFoundError as missing:
        if missing.name not in _NEEDED:
            raise
        sys.exit(f"connect-numbers needs {missing.name}: pip install 'cdk-connect-phone-numbers[cli]'")
    try:
        run()
    except SystemExit:
        sys.stdout.flush()
        raise


if __name__ == "__main__":
    main()
