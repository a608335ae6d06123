"""The exit codes of the process, and their meanings."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command. `MEANINGS` explains them."""

    DONE = 0
    NO = 1
    USAGE = 2
    AWS = 3
    MISSING = 4
    UNKNOWN = 5
    DRIFT = 6
    INTERRUPTED = 130


MEANINGS = {
    ExitCode.DONE: "The command is done, or the answer is yes.",
    ExitCode.NO: "The answer is no, nothing was found, a problem was found, or you answered no.",
    ExitCode.USAGE: "The command line is wrong.",
    ExitCode.AWS: "AWS refused a request or can't be reached, or there are no credentials.",
    ExitCode.MISSING: "The ledger, an instance, a number or cdk.out is missing, or is not the only one.",
    ExitCode.UNKNOWN: "The answer is not known yet.",
    ExitCode.DRIFT: "Somebody has changed numbers by hand.",
    ExitCode.INTERRUPTED: "Ctrl-C ended the command.",
}
"""For `--help` and the documentation."""
