"""Work that can stop in the middle and go on later: threads, of which only one runs at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable


class CoroutineEnded(BaseException):
    """Raised in work that is ended in the middle."""


class Coroutine:
    """Work that runs from `resume` until it calls `hand_over` or ends."""

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
        """The coroutine that calls this. None outside of coroutines."""
        return getattr(cls._current, "coroutine", None)

    def resume(self) -> None:
        """Run the work until it hands over or ends. Raises the work's exception."""
        if not self._thread.ident:
            self._thread.start()
        self._turn.release()
        self._handed_over.acquire()
        if self._error is not None:
            raise self._error

    def hand_over(self) -> None:
        """Stop until somebody calls `resume`. Only the work itself calls this."""
        self._handed_over.release()
        self._turn.acquire()
        if self._is_ending:
            raise CoroutineEnded

    def end(self) -> None:
        """End the work where it is."""
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
