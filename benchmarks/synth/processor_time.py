"""The processor time of this process and of its children, which still run."""

import os
import sys
import time
from pathlib import Path


def processor_seconds() -> float:
    """The seconds so far, without other work on the machine. Without /proc, as on macOS: the time that passes."""
    if sys.platform != "linux":
        return time.perf_counter()
    return _ticks(os.getpid()) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    """https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: utime and stime, the 14th and 15th field."""
    process = Path("/proc") / str(pid)
    # The second field, the program's name in parentheses, may have blanks.
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    children = [child for task in (process / "task").iterdir() for child in (task / "children").read_text().split()]
    return int(fields[11]) + int(fields[12]) + sum(_ticks(int(child)) for child in children)
