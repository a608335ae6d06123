"""Watching the number while CloudFormation works, to record the statuses in between."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from .expectation import STACK_TAG
from .instance import Instance
from .observation import describe, held_numbers
from .recording.recorder import Recorder

INTERVAL_SECONDS = 1.0
"""Amazon Connect allows two requests per second, and the provider's function needs some of them."""


class Watch:
    """A context manager that describes the number every second, in a thread.

    If the number's ARN is not known yet, the watch first finds the stack's number among the instance's new numbers. An
    error of the thread is raised at the end of the context.
    """

    def __init__(self, recorder: Recorder, instance: Instance, held_before: set[str], number_arn: str | None) -> None:
        """Watch the number with this ARN. None: the number that a stack will claim."""
        self.number_arn = number_arn
        self._recorder = recorder
        self._instance = instance
        self._held_before = held_before
        self._ended = threading.Event()
        self._executor = ThreadPoolExecutor(max_workers=1)
        self._watching: Future[None] | None = None

    def __enter__(self) -> Self:
        self._watching = self._executor.submit(self._watch)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        self._executor.shutdown()
        # An error inside the context says more than an error of the thread.
        if error is None and self._watching is not None:
            self._watching.result()

    def _watch(self) -> None:
        while not self._ended.wait(INTERVAL_SECONDS):
            if self.number_arn is None:
                self.number_arn = self._find()
            elif describe(self._recorder, self.number_arn) is None:
                return

    def _find(self) -> str | None:
        for arn in held_numbers(self._recorder, self._instance):
            if arn in self._held_before:
                continue
            described = describe(self._recorder, arn)
            if described is not None and STACK_TAG in described.get("Tags", {}):
                return arn
            # Somebody else has claimed this number meanwhile.
            self._held_before.add(arn)
        return None
