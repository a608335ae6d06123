"""The lines that the user reads."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from .problem import AcceptanceProblem


class Transcript:
    """Prints plain lines. The lines of steps begin with the seconds since the start."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def line(self, text: str = "") -> None:
        """Print a line, and flush it."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def lines(self, texts: Sequence[str]) -> None:
        """Print lines."""
        for text in texts:
            self.line(text)

    def timed(self, text: str) -> None:
        """Print a line with the seconds since the start."""
        self.line(f"{self.seconds:7.1f} s  {text}")

    @property
    def seconds(self) -> float:
        """The seconds since the start."""
        return time.monotonic() - self._start

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Print a line when the step begins, and how long it took when it is done."""
        self.timed(f"{what} ...")
        began = time.monotonic()
        yield
        self.timed(f"  done in {time.monotonic() - began:.1f} s")

    def ask(self, question: str) -> str:
        """Ask the user. Returns the answer without the spaces around it.

        Raises:
            AcceptanceProblem: stdin has ended, so that nobody can answer.
        """
        try:
            return input(f"{question} ").strip()
        except EOFError as error:
            raise AcceptanceProblem(
                "nobody answered. To run without questions, give --instance-arn, --country, --type and --yes."
            ) from error
