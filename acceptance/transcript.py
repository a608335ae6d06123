"""The lines that the user reads."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from .problem import AcceptanceProblem


class Transcript:
    """Plain lines on stdout, those of steps with the seconds since the start."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def line(self, text: str = "") -> None:
        """Print a line, at once."""
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
        """Since the start."""
        return time.monotonic() - self._start

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Print that a step begins, and how long it took once it is done."""
        self.timed(f"{what} ...")
        began = time.monotonic()
        yield
        self.timed(f"  done in {time.monotonic() - began:.1f} s")

    def ask(self, question: str) -> str:
        """The user's answer, without the space around it.

        Raises:
            AcceptanceProblem: nobody is there to answer.
        """
        try:
            return input(f"{question} ").strip()
        except EOFError as error:
            raise AcceptanceProblem(
                "nobody answered. Where nobody can, give --instance-arn, --country, --type and --yes."
            ) from error
