"""A lock that is handed on in the order of asking, and that no interrupt leaves locked."""

from __future__ import annotations

import contextlib
import inspect
import queue
import sys
import threading
from collections import deque
from types import FrameType

_LOOK_SECONDS = 0.05  # how often a waiter checks that the holder's `with` statement still runs

_SUSPENDS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


class _Turn:
    """A place in the queue.

    Args:
        thread: identifier of the thread that waits or holds the lock.
        frame: stack frame of the function with the `with` statement; once it is gone, so is the claim.
    """

    __slots__ = ("bell", "depth", "frame", "thread")

    def __init__(self, thread: int, frame: FrameType) -> None:
        self.thread = thread
        self.frame = frame
        self.depth = 1
        self.bell: queue.SimpleQueue[None] = queue.SimpleQueue()

    def left(self) -> bool:
        """Return whether the function is over, and so the `with` statement, however it ended."""
        frame = sys._current_frames().get(self.thread)
        while frame is not None and frame is not self.frame:
            frame = frame.f_back
        return frame is None


class FairRLock:
    """A re-entrant lock whose waiters get their turn first come, first served.

    Python's own locks may be taken again at once by the thread that released them: a sweep, which holds the
    model for one forward pass after the other, would keep a click waiting to its end.

    Take it in a `with` statement only. An interrupt may come after any bytecode: after the lock was taken and
    before the `with` statement knows, or before it is given back. So a place in the queue counts as long as
    the function that took it runs, and whoever comes next takes one away that was left behind. Every change
    of the queue is one call into C, and no other lock is needed.

    Examples:
        >>> turns = FairRLock()
        >>> with turns, turns:
        ...     turns.held()
        True
        >>> turns.held()
        False
    """

    def __init__(self) -> None:
        self._queue: deque[_Turn] = deque()
        """The first has the lock, the others wait for it."""

    def held(self) -> bool:
        """Return whether the calling thread holds the lock."""
        return self._mine() is not None

    def __enter__(self) -> FairRLock:
        if (turn := self._mine()) is not None:
            turn.depth += 1
            return self
        turn = _Turn(threading.get_ident(), _holder(sys._getframe(1)))
        try:
            self._queue.append(turn)
            while (first := self._queue[0]) is not turn:
                # One of this thread's own that comes first was left behind: it waits here.
                if first.thread == turn.thread or (not _rung(turn) and first.left()):
                    self._leave(first)
        except BaseException:  # an interrupt while waiting: give up the place, or the turn that just came
            self._leave(turn)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        first = self._first()
        if first is None or first.thread != threading.get_ident():
            return
        first.depth -= 1
        if first.depth <= 0:
            self._leave(first)

    def _first(self) -> _Turn | None:
        try:
            return self._queue[0]
        except IndexError:
            return None

    def _mine(self) -> _Turn | None:
        """Return the turn by which the calling thread holds the lock, if it does."""
        first = self._first()
        if first is None or first.thread != threading.get_ident():
            return None
        if first.left():
            self._leave(first)
            return None
        return first

    def _leave(self, turn: _Turn) -> None:
        """Take a place out of the queue, and call whoever comes first now."""
        with contextlib.suppress(ValueError):  # another thread may have taken it out
            self._queue.remove(turn)
        if (first := self._first()) is not None:
            first.bell.put(None)


def _rung(turn: _Turn) -> bool:
    """Wait a while; return whether somebody called."""
    try:
        turn.bell.get(timeout=_LOOK_SECONDS)
    except queue.Empty:
        return False
    return True


def _holder(frame: FrameType) -> FrameType:
    """Return the function that holds a `with` statement, beyond generators and context managers of its own.

    These are not on the stack while what they began goes on.
    """
    while frame.f_back is not None and (
        frame.f_code.co_flags & _SUSPENDS or frame.f_code.co_filename == contextlib.__file__
    ):
        frame = frame.f_back
    return frame
