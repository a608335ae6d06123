"""`connect-numbers`, and `python -m connect_numbers`."""

from __future__ import annotations

import sys

_NEEDED = ("boto3", "botocore", "rich", "typer")


def main() -> None:
    """Run the command line."""
    try:
        from connect_numbers.command_line import main as run  # noqa: PLC0415 - the extra may not be installed
    except ModuleNotFoundError as missing:
        if missing.name not in _NEEDED:
            raise
        sys.exit(f"connect-numbers needs {missing.name}: pip install 'cdk-connect-phone-numbers[cli]'")
    run()


if __name__ == "__main__":
    main()
