"""Work that can stop in the middle and go on later: a thread of which only one runs at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable


class CoroutineEnded(BaseException):
    """Ends work that nobody lets go on any more."""


class Coroutine:
    """Runs from `resume` until it hands over, or is done."""

    _current = threading.local()

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self.name = name
        self.is_done = False
        self._error: BaseException | None = None
        self._is_ending = False
        self._work = work
        self._turn = threading.Semaphore(0)
        self._handed_over = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @classmethod
    def current(cls) -> Coroutine | None:
        """The one that calls this."""
        return getattr(cls._current, "coroutine", None)

    def resume(self) -> None:
        """Let it run until it hands over; what it raises is raised."""
        if not self._thread.ident:
            self._thread.start()
        self._turn.release()
        self._handed_over.acquire()
        if self._error is not None:
            raise self._error

    def hand_over(self) -> None:
        """Stop until somebody calls `resume`; called by the work itself."""
        self._handed_over.release()
        self._turn.acquire()
        if self._is_ending:
            raise CoroutineEnded

    def end(self) -> None:
        """End it where it is."""
        if not self.is_done:
            self._is_ending = True
            self.resume()

    def _run(self) -> None:
        self._turn.acquire()
        self._current.coroutine = self
        try:
            if not self._is_ending:
                self._work()
        except CoroutineEnded:
            pass
        except BaseException as error:  # noqa: BLE001 - raised in the thread of whoever resumed this
            self._error = error
        self.is_done = True
        self._handed_over.release()
