"""What the process's exit code means."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    """Done; or the answer is yes."""
    NO = 1
    """The answer is no: a problem was found, nothing was found, it would fail, or the question was answered with no."""
    USAGE = 2
    """The command line makes no sense."""
    AWS = 3
    """AWS refused a call, is not reachable, or there are no credentials."""
    MISSING = 4
    """What the command works on is not there, or not the only one: the ledger, an instance, a number, `cdk.out`."""
    UNKNOWN = 5
    """The answer is not known: what it depends on is not there, or only the deployment will know it."""
    DRIFT = 6
    """Numbers were changed by others: see `drift`."""
    INTERRUPTED = 130
    """Ctrl-C."""


EXPLANATION = (
    "Exit codes: 0 done, or the answer is yes; 1 the answer is no, or a problem was found; 2 the command line makes no "
    "sense; 3 AWS refused a call, is not reachable, or there are no credentials; 4 what the command works on is not "
    "there, or not the only one (ledger, instance, number, cdk.out); 5 the answer is not known; 6 numbers "
    "have drifted; 130 Ctrl-C."
)
"""For --help."""
