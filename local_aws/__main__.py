"""`python -m local_aws`."""

import os
import sys

_CLOSED_PIPE = 141
"""The exit code of a process that a closed pipe ends: 128 and SIGPIPE."""
_INTERRUPTED = 130


def main() -> None:
    """Run the command line. A problem that the user can solve ends in a message, without a traceback."""
    try:
        from local_aws.command_line.main import main as run  # noqa: PLC0415 - Ctrl-C while it loads

        try:
            status = run(sys.argv[1:])
        finally:
            # Flush before the interpreter does so at its end: it would complain of a closed pipe.
            sys.stdout.flush()
    except ModuleNotFoundError as missing:
        package = (missing.name or "local_aws").partition(".")[0]
        if package == "local_aws":
            raise
        sys.exit(f"local_aws needs {package}: pip install 'cdk-connect-phone-numbers[local]'")
    except BrokenPipeError:
        # The reader of the pipe has ended, as `head` does. Nothing may be flushed to it, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = _CLOSED_PIPE
    except KeyboardInterrupt:
        status = _INTERRUPTED
    sys.exit(status)


if __name__ == "__main__":
    main()
